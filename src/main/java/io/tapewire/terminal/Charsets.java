package io.tapewire.terminal;

import java.util.Arrays;

/** The designated character sets G0 to G3, and which of them is in use. */
final class Charsets {
    static final char ASCII = 'B';

    /** The sets that xterm.js has, and to the right what other names they go by. */
    private static final String NAMES = "0A4C5RQKYE6ZH7=B";

    private static final String SAME_AS = "0A455RQKY66Z77=B";
    private static final int COUNT = 4;
    private static final char[] DESIGNATORS = {'(', ')', '*', '+'};
    private static final String[] SHIFTS = {"\u000f", "\u000e", "\u001bn", "\u001bo"};

    private static final char[] FRESH = {ASCII, ASCII, ASCII, ASCII};

    private final char[] designated = FRESH.clone();
    private int level;
    /** What text is shown in. DECRC brings back the saved one, whatever is designated. */
    private char inUse = ASCII;

    void reset() {
        designateAll();
        level = 0;
        inUse = ASCII;
    }

    /** Designates a set by its name, if xterm.js has one of that name. */
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

    /** Returns what designates a set as the one in use, from a terminal that has shifted to none. */
    static String designating(char set) {
        return "\u001b(" + set;
    }

    /** Returns what brings a terminal from other sets to these, apart from an inconsistent one in use. */
    String from(Charsets other) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < COUNT; index++) {
            if (designated[index] != other.designated[index]) {
                text.append('\u001b').append(DESIGNATORS[index]).append(designated[index]);
            }
        }
        return text.append(level == other.level ? "" : shifting()).toString();
    }

    /** Returns what shifts a terminal to the level of these. */
    String shifting() {
        return SHIFTS[level];
    }
}
