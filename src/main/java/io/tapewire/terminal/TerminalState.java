package io.tapewire.terminal;

/** Everything in a terminal that output changes and that decides how later output looks, except contents and positions. */
final class TerminalState {
    private final Rendition rendition = new Rendition();
    private final Charsets charsets = new Charsets();
    private final Modes modes = new Modes();
    private final Palette palette = new Palette();
    private final Screen normal = new Screen();
    private final Screen alternate = new Screen();
    private boolean alternateActive;

    Rendition rendition() {
        return rendition;
    }

    Charsets charsets() {
        return charsets;
    }

    Modes modes() {
        return modes;
    }

    Palette palette() {
        return palette;
    }

    Screen normal() {
        return normal;
    }

    Screen alternate() {
        return alternate;
    }

    Screen active() {
        return alternateActive ? alternate : normal;
    }

    boolean isAlternateActive() {
        return alternateActive;
    }

    void enterAlternate() {
        alternateActive = true;
    }

    void leaveAlternate() {
        if (alternateActive) {
            alternate.leave();
            alternateActive = false;
        }
    }

    /** DECSC */
    void saveCursor() {
        active().savedCursor().save(rendition.attributes(), charsets.inUse());
    }

    /** DECRC. In xterm.js it does not restore the underline style, the underline colour and the link. */
    void restoreCursor() {
        SavedCursor saved = active().savedCursor();
        rendition.attributes().set(saved.attributes());
        charsets.use(saved.charset());
    }

    /** DECSTR */
    void softReset() {
        rendition.reset();
        charsets.reset();
        modes.reset();
        modes.cursorHidden = false;
        active().margins().reset();
        active().savedCursor().reset();
    }

    /** RIS. xterm.js does not reset a hidden cursor, newline mode, blinking and colours. */
    void hardReset() {
        rendition.reset();
        charsets.reset();
        modes.reset();
        normal.reset();
        alternate.reset();
        alternateActive = false;
    }

    boolean isFresh() {
        return rendition.isFresh()
                && charsets.isFresh()
                && modes.isFresh()
                && palette.isFresh()
                && normal.isFresh()
                && alternate.isFresh()
                && !alternateActive;
    }
}
