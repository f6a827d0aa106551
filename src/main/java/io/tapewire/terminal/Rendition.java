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

    /** SGR 0, which leaves the link. */
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

    /** SGR 59. xterm.js takes it for white. */
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

    /** Whether the underline is what SGR alone makes of it. */
    boolean isUnderlineConsistent() {
        return attributes.has(Attributes.UNDERLINE) == (underlineStyle != NO_UNDERLINE);
    }

    /** Whether underline style and link count, if there are any, and else not. */
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
