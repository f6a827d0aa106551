package io.tapewire.terminal;

/** Colours as X11 writes them, in the forms that xterm.js reads: {@code rgb:r/g/b} and {@code #rgb}, one to four digits each. */
final class ColourSpec {
    static final int NONE = -1;

    private static final String SLASHES_PREFIX = "rgb:";
    private static final int COMPONENTS = 3;
    private static final int MOST_DIGITS = 4;

    private ColourSpec() {}

    /** Returns the colour between these indices as 0xRRGGBB, or {@link #NONE}. */
    static int parse(String text, int from, int to) {
        if (from < to && text.charAt(from) == '#') {
            return parseHash(text, from + 1, to);
        }
        if (text.regionMatches(true, from, SLASHES_PREFIX, 0, SLASHES_PREFIX.length())) {
            return parseSlashes(text, from + SLASHES_PREFIX.length(), to);
        }
        return NONE;
    }

    /** All components have the same number of digits. A component's value is a fraction of the greatest number with that many digits. */
    private static int parseSlashes(String text, int from, int to) {
        int digits = (to - from - (COMPONENTS - 1)) / COMPONENTS;
        if (to - from != COMPONENTS * digits + COMPONENTS - 1 || digits < 1 || digits > MOST_DIGITS) {
            return NONE;
        }
        double full = (1 << (4 * digits)) - 1;
        int rgb = 0;
        for (int begin = from; begin < to; begin += digits + 1) {
            int value = hex(text, begin, begin + digits);
            if (value < 0 || (begin > from && text.charAt(begin - 1) != '/')) {
                return NONE;
            }
            rgb = rgb << 8 | (int) Math.round(value / full * 0xff);
        }
        return rgb;
    }

    /** The digits are the highest ones of each component. */
    private static int parseHash(String text, int from, int to) {
        int digits = (to - from) / COMPONENTS;
        if (to - from != COMPONENTS * digits || digits < 1 || digits > MOST_DIGITS) {
            return NONE;
        }
        int rgb = 0;
        for (int begin = from; begin < to; begin += digits) {
            int value = hex(text, begin, begin + digits);
            if (value < 0) {
                return NONE;
            }
            rgb = rgb << 8 | value << (16 - 4 * digits) >> 8;
        }
        return rgb;
    }

    /** Returns the value, or a negative number if a character is no digit. */
    private static int hex(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int character = text.charAt(i);
            int letter = character | 0x20;
            if (character >= '0' && character <= '9') {
                value = value << 4 | character - '0';
            } else if (letter >= 'a' && letter <= 'f') {
                value = value << 4 | letter - 'a' + 10;
            } else {
                return -1;
            }
        }
        return value;
    }
}
