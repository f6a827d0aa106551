package io.tapewire.terminal;

/** The part of the state that the normal and the alternate screen each have of their own. */
final class Screen {
    private final Margins margins = new Margins();
    private final TabStops tabStops = new TabStops();
    private final SavedCursor savedCursor = new SavedCursor();

    void reset() {
        leave();
        savedCursor.reset();
    }

    /** Leaving the alternate screen resets it, except for its saved cursor. */
    void leave() {
        margins.reset();
        tabStops.reset();
    }

    Margins margins() {
        return margins;
    }

    TabStops tabStops() {
        return tabStops;
    }

    SavedCursor savedCursor() {
        return savedCursor;
    }

    boolean isFresh() {
        return margins.isFresh() && tabStops.isFresh() && savedCursor.isFresh();
    }
}
