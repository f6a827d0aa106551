package io.tapewire.terminal;

/**
 * Composes the text that brings a fresh terminal into a state.
 *
 * <p>The text is tried on a terminal of our own while it is composed, so that each step adds what is still missing.
 *
 * <p>In some states the attributes or the character set are such as only DECRC makes them: it brings back flags without the
 * underline's style and the link that they stood for, and a character set without its designation. Then the saved cursor that they
 * came from is still there, on one of the screens, and they are brought back from it in the same way.
 */
final class Restoring {
    private static final String SAVE = "\u001b7";
    private static final String RESTORE = "\u001b8";
    private static final String ENTER_ALTERNATE = "\u001b[?47h";
    private static final String SAVE_AND_ENTER_ALTERNATE = "\u001b[?1049h";
    private static final String LEAVE_ALTERNATE = "\u001b[?47l";

    private final TerminalState wanted;
    private final Rendition rendition;
    private final StringBuilder text = new StringBuilder();
    private final Terminal trial = new Terminal();
    private final Pen pen = new Pen(trial.state().rendition(), this::add);

    Restoring(TerminalState wanted) {
        this.wanted = wanted;
        rendition = wanted.rendition();
    }

    private void add(String sequences) {
        text.append(sequences);
        trial.read(sequences);
    }

    String text() {
        placeOnNormal();
        Screen active = wanted.active();
        Screen other = active == wanted.normal() ? wanted.alternate() : wanted.normal();
        if (isConsistent() || isFrom(active.savedCursor())) {
            saveOnOther(other);
            saveOnActive(active);
        } else {
            if (!active.savedCursor().isFresh()) {
                show(active);
                save(active.savedCursor());
            }
            show(other);
            save(other.savedCursor());
            linkOnNormal();
            show(other);
            restore();
            showActive();
        }
        draw();
        wanted.palette().write(text);
        wanted.modes().write(text);
        return text.toString();
    }

    private void placeOnNormal() {
        StringBuilder placing = new StringBuilder();
        wanted.normal().tabStops().write(placing);
        wanted.normal().margins().write(placing);
        placing.append(wanted.modes().origin ? "\u001b[?6h" : "");
        if (placing.length() > 0) {
            // all of these move the cursor
            add(SAVE + placing + RESTORE);
        }
    }

    private void saveOnOther(Screen other) {
        if (other == wanted.normal()) {
            prepare(other.savedCursor());
            // whoever leaves the alternate screen with 1049 finds the cursor where the text before it ends
            add(SAVE_AND_ENTER_ALTERNATE);
        } else if (!other.savedCursor().isFresh()) {
            show(other);
            save(other.savedCursor());
        }
    }

    private void saveOnActive(Screen active) {
        showActive();
        boolean source = !isConsistent();
        if (source || !active.savedCursor().isFresh()) {
            save(active.savedCursor());
        }
        if (source) {
            restore();
        }
    }

    private void show(Screen screen) {
        boolean alternate = screen == wanted.alternate();
        if (alternate != trial.state().isAlternateActive()) {
            add(alternate ? ENTER_ALTERNATE : LEAVE_ALTERNATE);
        }
    }

    private void showActive() {
        show(wanted.active());
        if (wanted.isAlternateActive()) {
            StringBuilder placing = new StringBuilder();
            wanted.alternate().tabStops().write(placing);
            wanted.alternate().margins().write(placing);
            add(placing.toString());
        }
    }

    private void save(SavedCursor cursor) {
        prepare(cursor);
        add(SAVE);
    }

    private void prepare(SavedCursor cursor) {
        pen.become(cursor.attributes());
        if (trial.state().charsets().inUse() != cursor.charset()) {
            add(Charsets.designating(cursor.charset()));
        }
    }

    private boolean isConsistent() {
        return isRenditionConsistent() && wanted.charsets().isConsistent();
    }

    private boolean isRenditionConsistent() {
        return rendition.isUnderlineConsistent() && rendition.isExtensionConsistent();
    }

    /** Whether what is not consistent may have come from that saved cursor. */
    private boolean isFrom(SavedCursor cursor) {
        int inconsistent = (rendition.isUnderlineConsistent() ? 0 : Attributes.UNDERLINE)
                | (rendition.isExtensionConsistent() ? 0 : Attributes.EXTENDED);
        int different = rendition.attributes().flags ^ cursor.attributes().flags;
        return (different & inconsistent) == 0
                && (wanted.charsets().isConsistent() || wanted.charsets().inUse() == cursor.charset());
    }

    /** xterm.js forgets where a link leads when its lines are gone, as those of the alternate screen are when it is left. */
    private void linkOnNormal() {
        if (!rendition.isExtensionConsistent()) {
            show(wanted.normal());
            pen.linkLike(rendition);
        }
    }

    /** Does what has to be done before the DECRC, and then that. */
    private void restore() {
        add(wanted.charsets().from(trial.state().charsets()));
        if (!isRenditionConsistent()) {
            if (!rendition.isExtensionConsistent()) {
                pen.linkLike(rendition);
            }
            pen.underlineLike(rendition);
        }
        add(RESTORE);
    }

    private void draw() {
        add(wanted.charsets().from(trial.state().charsets()));
        if (wanted.charsets().inUse() != trial.state().charsets().inUse()) {
            add(wanted.charsets().shifting());
        }
        if (isRenditionConsistent()) {
            pen.become(rendition);
            return;
        }
        if (rendition.isExtensionConsistent()) {
            pen.extendLike(rendition);
        }
        pen.colour(rendition.attributes());
    }
}
