package io.tapewire.search;

import java.util.List;

/**
 * Tells by their bytes that most lines cannot match, so that only the others have to be looked at character by character. It knows a set
 * of texts; every match contains at least one of them. Immutable.
 */
final class Filter {
    private static final int MOST_TEXTS = 8;
    private static final Filter NONE = new Filter(null, null);

    /** For lines of ASCII alone, and for others; {@code null} if any line may match. */
    private final Needle[] inAscii;

    private final Needle[] inOthers;

    private Filter(Needle[] inAscii, Needle[] inOthers) {
        this.inAscii = inAscii;
        this.inOthers = inOthers;
    }

    /** @param texts of which every match contains one; empty if nothing is known */
    static Filter of(List<String> texts, boolean caseSensitive) {
        if (texts.isEmpty() || texts.size() > MOST_TEXTS) {
            return NONE;
        }
        Needle[] inAscii = texts.stream()
                .filter(text -> Needle.canBeInAscii(text, caseSensitive))
                .map(text -> Needle.of(caseSensitive ? text : Fold.of(text), caseSensitive))
                .toArray(Needle[]::new);
        Needle[] inOthers = new Needle[texts.size()];
        for (int i = 0; i < inOthers.length; i++) {
            inOthers[i] = caseSensitive ? Needle.of(texts.get(i), true) : Needle.inAnyText(texts.get(i));
            if (inOthers[i] == null) {
                return new Filter(inAscii, null);
            }
        }
        return new Filter(inAscii, inOthers);
    }

    boolean mayMatch(byte[] utf8, int length, boolean ascii) {
        Needle[] needles = ascii ? inAscii : inOthers;
        if (needles == null) {
            return true;
        }
        for (Needle needle : needles) {
            if (needle.isIn(utf8, length)) {
                return true;
            }
        }
        return false;
    }
}
