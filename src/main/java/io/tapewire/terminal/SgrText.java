package io.tapewire.terminal;

/** Writes Select Graphic Rendition. */
final class SgrText {
    private static final int FOREGROUND = 30;
    private static final int BACKGROUND = 40;
    private static final int UNDERLINE_COLOUR = 50;

    /** Parameters, with a semicolon after each. */
    private final StringBuilder parameters = new StringBuilder();

    void underline(int style) {
        switch (style) {
            case Rendition.NO_UNDERLINE -> parameters.append("24;");
            case Rendition.SINGLE -> parameters.append("4;");
            case Rendition.DOUBLE -> parameters.append("21;");
            default -> parameters.append("4:").append(style).append(';');
        }
    }

    void underlineColour(int colour) {
        Colour.write(colour, UNDERLINE_COLOUR, parameters);
    }

    /** Adds what changes the attributes, except the underline. */
    void difference(Attributes from, Attributes to) {
        int off = from.flags & ~to.flags;
        int on = to.flags & ~from.flags;
        if ((off & (Attributes.BOLD | Attributes.FAINT)) != 0) {
            // this ends both
            parameters.append("22;");
            on |= to.flags & (Attributes.BOLD | Attributes.FAINT);
        }
        add(on, Attributes.BOLD, 1);
        add(on, Attributes.FAINT, 2);
        add(on, Attributes.ITALIC, 3);
        add(off, Attributes.ITALIC, 23);
        add(on, Attributes.BLINK, 5);
        add(off, Attributes.BLINK, 25);
        add(on, Attributes.INVERSE, 7);
        add(off, Attributes.INVERSE, 27);
        add(on, Attributes.INVISIBLE, 8);
        add(off, Attributes.INVISIBLE, 28);
        add(on, Attributes.CROSSED_OUT, 9);
        add(off, Attributes.CROSSED_OUT, 29);
        add(on, Attributes.OVERLINE, 53);
        add(off, Attributes.OVERLINE, 55);
        if (from.foreground != to.foreground) {
            Colour.write(to.foreground, FOREGROUND, parameters);
        }
        if (from.background != to.background) {
            Colour.write(to.background, BACKGROUND, parameters);
        }
    }

    private void add(int flags, int flag, int code) {
        if ((flags & flag) != 0) {
            parameters.append(code).append(';');
        }
    }

    /** The control sequence, or nothing if it has no parameters. */
    @Override
    public String toString() {
        int length = parameters.length();
        return length == 0 ? "" : "\u001b[" + parameters.substring(0, length - 1) + "m";
    }
}
