package io.tapewire.terminal;

/** A colour in one number: its kind, and which of that kind. */
final class Colour {
    static final int DEFAULT = 0;

    private static final int BASIC = 1 << 24;
    private static final int INDEXED = 2 << 24;
    private static final int RGB = 3 << 24;
    private static final int KIND = 3 << 24;
    private static final int BRIGHT = 8;

    private Colour() {}

    /** One of the eight colours of SGR 30 to 37 or 40 to 47. */
    static int basic(int index) {
        return BASIC | index;
    }

    /** One of the eight colours of SGR 90 to 97 or 100 to 107. */
    static int bright(int index) {
        return BASIC | BRIGHT | index;
    }

    static int indexed(int index) {
        return INDEXED | (index & 0xff);
    }

    static int rgb(int red, int green, int blue) {
        return RGB | (red & 0xff) << 16 | (green & 0xff) << 8 | (blue & 0xff);
    }

    /** Writes SGR parameters, each followed by a semicolon. The base is 30 for the foreground, 40 for the background, 50 for underlines. */
    static void write(int colour, int base, StringBuilder sgr) {
        int value = colour & ~KIND;
        switch (colour & KIND) {
            case BASIC -> sgr.append(value < BRIGHT ? base + value : base + 60 + value - BRIGHT);
            case INDEXED -> sgr.append(base + 8).append(";5;").append(value);
            case RGB ->
                sgr.append(base + 8)
                        .append(";2;")
                        .append(value >> 16)
                        .append(';')
                        .append(value >> 8 & 0xff)
                        .append(';')
                        .append(value & 0xff);
            default -> sgr.append(base + 9);
        }
        sgr.append(';');
    }
}
