package io.tapewire.terminal;

/** Colours and flags of what is printed: the part of the graphic rendition that DECSC saves. */
final class Attributes {
    static final int BOLD = 1;
    static final int FAINT = 1 << 1;
    static final int ITALIC = 1 << 2;
    static final int UNDERLINE = 1 << 3;
    static final int BLINK = 1 << 4;
    static final int INVERSE = 1 << 5;
    static final int INVISIBLE = 1 << 6;
    static final int CROSSED_OUT = 1 << 7;
    static final int OVERLINE = 1 << 8;
    /** Set by DECSCA, not by SGR, but reset by SGR 0. */
    static final int PROTECTED = 1 << 9;
    /**
     * There is an underline style or a hyperlink. xterm.js updates the flag when either changes. It saves and restores the flag
     * without the style and the link, so they may disagree after a DECRC.
     */
    static final int EXTENDED = 1 << 10;

    int foreground = Colour.DEFAULT;
    int background = Colour.DEFAULT;
    int flags;

    void set(Attributes other) {
        foreground = other.foreground;
        background = other.background;
        flags = other.flags;
    }

    void reset() {
        foreground = Colour.DEFAULT;
        background = Colour.DEFAULT;
        flags = 0;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    void set(int flag, boolean value) {
        flags = value ? flags | flag : flags & ~flag;
    }

    boolean isFresh() {
        return foreground == Colour.DEFAULT && background == Colour.DEFAULT && flags == 0;
    }
}
