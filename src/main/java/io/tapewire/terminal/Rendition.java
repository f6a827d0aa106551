package io.tapewire.terminal;

/** The graphic rendition of what is printed next. */
final class Rendition {
    static final int NO_UNDERLINE = 0;
    static final int SINGLE = 1;
    static final int DOUBLE = 2;
    static final int DASHED = 5;

    private final Attributes attributes = new Attributes();
    private int underlineStyle;
    private int underlineColour;
    private Hyperlink link;

    void reset() {
        attributes.reset();
        underlineStyle = NO_UNDERLINE;
        underlineColour = Colour.DEFAULT;
        link = null;
    }

    /** SGR 0. It does not end the link. */
    void plain() {
        attributes.reset();
        underlineStyle = NO_UNDERLINE;
        underlineColour = Colour.DEFAULT;
        extend();
    }

    void underline(int style) {
        underlineStyle = style;
        attributes.set(Attributes.UNDERLINE, style != NO_UNDERLINE);
        extend();
    }

    void underlineColour(int colour) {
        underlineColour = colour;
    }

    /** SGR 59. xterm.js makes the underline white. */
    void defaultUnderlineColour() {
        underlineColour = Colour.rgb(0xff, 0xff, 0xff);
        extend();
    }

    void link(Hyperlink target) {
        link = target;
        extend();
    }

    private void extend() {
        attributes.set(Attributes.EXTENDED, isExtended());
    }

    private boolean isExtended() {
        return underlineStyle != NO_UNDERLINE || link != null;
    }

    /** Whether the underline could be the result of SGR alone. */
    boolean isUnderlineConsistent() {
        return attributes.has(Attributes.UNDERLINE) == (underlineStyle != NO_UNDERLINE);
    }

    /** Whether the flag says that there is an underline style or a link exactly if there is one. */
    boolean isExtensionConsistent() {
        return attributes.has(Attributes.EXTENDED) == isExtended();
    }

    Attributes attributes() {
        return attributes;
    }

    int underlineStyle() {
        return underlineStyle;
    }

    int underlineColour() {
        return underlineColour;
    }

    Hyperlink link() {
        return link;
    }

    boolean isFresh() {
        return attributes.isFresh()
                && underlineStyle == NO_UNDERLINE
                && underlineColour == Colour.DEFAULT
                && link == null;
    }
}
