package io.tapewire.terminal;

import java.util.Arrays;

/** The designated character sets G0 to G3, and which of them is in use. */
final class Charsets {
    static final char ASCII = 'B';

    /** The names of the sets that xterm.js has. The next string has, at the same index, one name for all names of the same set. */
    private static final String NAMES = "0A4C5RQKYE6ZH7=B";

    private static final String SAME_AS = "0A455RQKY66Z77=B";
    private static final int COUNT = 4;
    private static final char[] DESIGNATORS = {'(', ')', '*', '+'};
    private static final String[] SHIFTS = {"\u000f", "\u000e", "\u001bn", "\u001bo"};

    private static final char[] FRESH = {ASCII, ASCII, ASCII, ASCII};

    private final char[] designated = FRESH.clone();
    private int level;
    /** The set in which text is shown. DECRC restores the saved one, whatever is designated. */
    private char inUse = ASCII;

    void reset() {
        designateAll();
        level = 0;
        inUse = ASCII;
    }

    /** Designates a set by its name. Does nothing if xterm.js has no set of that name. */
    void designate(int index, int name) {
        int known = NAMES.indexOf(name);
        if (known >= 0) {
            put(index, SAME_AS.charAt(known));
        }
    }

    /** Designates ASCII as all four. */
    void designateAll() {
        for (int index = 0; index < COUNT; index++) {
            put(index, ASCII);
        }
    }

    private void put(int index, char set) {
        designated[index] = set;
        if (level == index) {
            inUse = set;
        }
    }

    void shift(int index) {
        level = index;
        inUse = designated[index];
    }

    void use(char set) {
        inUse = set;
    }

    char inUse() {
        return inUse;
    }

    boolean isConsistent() {
        return inUse == designated[level];
    }

    boolean isFresh() {
        return level == 0 && inUse == ASCII && Arrays.equals(designated, FRESH);
    }

    /** Returns the sequence that makes a set the one in use in a terminal without a shift. */
    static String designating(char set) {
        return "\u001b(" + set;
    }

    /** Returns the sequences that change other sets into these, except an inconsistent one in use. */
    String from(Charsets other) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < COUNT; index++) {
            if (designated[index] != other.designated[index]) {
                text.append('\u001b').append(DESIGNATORS[index]).append(designated[index]);
            }
        }
        return text.append(level == other.level ? "" : shifting()).toString();
    }

    /** Returns the shift to the level of these sets. */
    String shifting() {
        return SHIFTS[level];
    }
}
