package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.BitSet;
import java.util.List;

/** Masks a whole stream in the plainest way: it looks for each pattern at each place. */
final class Reference {
    /** The bytes of the stream, one character each. */
    private final StringBuilder raw = new StringBuilder();
    /** What each byte belongs to: T text, S a string, C the rest of a sequence. */
    private final StringBuilder kinds = new StringBuilder();

    Reference add(char kind, String bytes) {
        raw.append(bytes);
        kinds.append(String.valueOf(kind).repeat(bytes.length()));
        return this;
    }

    byte[] bytes() {
        return raw.toString().getBytes(ISO_8859_1);
    }

    String masked(List<String> patterns) {
        BitSet masked = find(raw.toString(), patterns);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            if (kinds.charAt(i) == 'T') {
                text.append(raw.charAt(i));
            }
        }
        BitSet inText = find(text.toString(), patterns);
        int place = 0;
        for (int i = 0; i < raw.length(); i++) {
            if (kinds.charAt(i) == 'T') {
                if (inText.get(place)) {
                    masked.set(i);
                }
                place++;
            }
        }
        return write(masked);
    }

    private static BitSet find(String all, List<String> patterns) {
        BitSet found = new BitSet();
        for (String pattern : patterns) {
            for (int at = all.indexOf(pattern); at >= 0; at = all.indexOf(pattern, at + 1)) {
                found.set(at, at + pattern.length());
            }
        }
        return found;
    }

    private String write(BitSet masked) {
        StringBuilder out = new StringBuilder();
        boolean text = false;
        boolean string = false;
        for (int i = 0; i < raw.length(); i++) {
            char kind = kinds.charAt(i);
            boolean hidden = masked.get(i) && kind != 'C';
            boolean before = kind == 'T' ? text : string;
            if (!hidden) {
                out.append(raw.charAt(i));
            } else if (!before) {
                out.append("***");
            }
            if (kind == 'T') {
                text = hidden;
            } else {
                string = kind == 'S' && hidden;
            }
        }
        return out.toString();
    }
}
