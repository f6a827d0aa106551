package io.tapewire.log;

import java.util.Arrays;

/**
 * The frames of a log that readers take at about the same time. Each is built once and kept as long as readers ask
 * for it. Guarded by its log.
 */
final class SharedFrames {
    private static final int CUTS = 4;

    /**
     * As many frames as two turns of a sender have, so that viewers in the same turns find the texts and compact bytes
     * that are already made.
     */
    private static final int WHOLES = 16;

    private final Frame[] cuts = new Frame[CUTS];
    private final Frame[] wholes = new Frame[WHOLES];
    private int nextCut;
    private int nextWhole;
    private boolean wanted;

    /**
     * The frame of a segment that begins with record {@code from}, has at most {@code limit} bytes of output and no record
     * after {@code last}.
     */
    Frame of(Segment segment, long from, int limit, long last) {
        wanted = true;
        Frame whole = segment.whole();
        if (whole != null && segment.first() == from && whole.weight() <= limit && whole.last() <= last) {
            return keepForms(whole);
        }
        for (Frame frame : cuts) {
            // an older, shorter frame may be used, as long as that does not double the number of frames
            if (frame != null
                    && frame.first() == from
                    && frame.weight() <= limit
                    && 2L * frame.weight() >= Math.min(segment.end() - frame.end() + frame.weight(), limit)) {
                return frame;
            }
        }
        Frame frame = segment.excerpt(last).cut(from, limit);
        cuts[nextCut] = frame;
        nextCut = (nextCut + 1) % CUTS;
        return frame;
    }

    /** Discards all frames if nobody has asked for one since the last call. */
    void forgetUnwanted() {
        if (!wanted) {
            forget();
        }
        wanted = false;
    }

    void forget() {
        Arrays.fill(cuts, null);
        for (int i = 0; i < WHOLES; i++) {
            replaceWhole(i, null);
        }
    }

    /** A closed segment's frame is kept as long as the segment, but its other forms only while many readers ask for it. */
    private Frame keepForms(Frame whole) {
        for (Frame frame : wholes) {
            if (frame == whole) {
                return whole;
            }
        }
        replaceWhole(nextWhole, whole);
        nextWhole = (nextWhole + 1) % WHOLES;
        return whole;
    }

    private void replaceWhole(int place, Frame whole) {
        if (wholes[place] != null) {
            wholes[place].forgetForms();
        }
        wholes[place] = whole;
    }
}
