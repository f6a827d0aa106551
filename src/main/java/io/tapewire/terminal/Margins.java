package io.tapewire.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * The top and bottom margins of a screen whose height is unknown.
 *
 * <p>A terminal ignores margins whose top is not above its last row and keeps the earlier ones. So earlier margins with a smaller top
 * still count for terminals with fewer rows.
 */
final class Margins {
    /** How many are kept. If there are more, those with the smallest top are forgotten. */
    static final int MOST = 8;

    /** A bottom: the last row, whichever that is. */
    static final int LAST_ROW = 0;

    /** The newest one is the last one. It has the greatest top. */
    private final List<Rows> kept = new ArrayList<>(0);

    private record Rows(int top, int bottom) {
        boolean areAll() {
            return top == 1 && bottom == LAST_ROW;
        }
    }

    void reset() {
        kept.clear();
    }

    /**
     * DECSTBM, rows counted from 1.
     *
     * @return false if every terminal ignores them
     */
    boolean set(int top, int bottom) {
        if (bottom != LAST_ROW && bottom <= top) {
            return false;
        }
        while (!kept.isEmpty() && newest().top >= top) {
            kept.remove(kept.size() - 1);
        }
        if (kept.size() == MOST) {
            kept.remove(0);
        }
        kept.add(new Rows(top, bottom));
        if (kept.get(0).areAll()) {
            kept.remove(0);
        }
        return true;
    }

    private Rows newest() {
        return kept.get(kept.size() - 1);
    }

    boolean isFresh() {
        return kept.isEmpty();
    }

    void write(StringBuilder text) {
        for (Rows rows : kept) {
            text.append("\u001b[").append(rows.top);
            if (rows.bottom != LAST_ROW) {
                text.append(';').append(rows.bottom);
            }
            text.append('r');
        }
    }
}
