package io.tapewire.terminal;

/**
 * Composes the text that brings a fresh terminal into a state.
 *
 * <p>The text is also read by a trial terminal, so each step adds only what is missing.
 *
 * <p>Some attributes and character sets can only be the result of DECRC. It restores flags without the underline's style and the link
 * that they belonged to, and a character set without its designation. Then the saved cursor that they came from still exists on one
 * of the screens, and DECRC restores them here as well.
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
            // all of these move the cursor, and none of them changes what the trial is asked for
            text.append(SAVE).append(placing).append(RESTORE);
        }
    }

    private void saveOnOther(Screen other) {
        if (other == wanted.normal()) {
            prepare(other.savedCursor());
            // 1049 saves the cursor, so a program that leaves the alternate screen with 1049l has it where the text
            // before ends
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
            wanted.alternate().tabStops().write(text);
            wanted.alternate().margins().write(text);
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

    /** Whether the inconsistent attributes and character set may have come from that saved cursor. */
    private boolean isFrom(SavedCursor cursor) {
        int inconsistent = (rendition.isUnderlineConsistent() ? 0 : Attributes.UNDERLINE)
                | (rendition.isExtensionConsistent() ? 0 : Attributes.EXTENDED);
        int different = rendition.attributes().flags ^ cursor.attributes().flags;
        return (different & inconsistent) == 0
                && (wanted.charsets().isConsistent() || wanted.charsets().inUse() == cursor.charset());
    }

    /** xterm.js forgets the target of a link together with its lines. Leaving the alternate screen removes the lines of that screen. */
    private void linkOnNormal() {
        if (!rendition.isExtensionConsistent()) {
            show(wanted.normal());
            pen.linkLike(rendition);
        }
    }

    /** Prepares the character sets, link and underline, which DECRC does not restore, and writes the DECRC. */
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
