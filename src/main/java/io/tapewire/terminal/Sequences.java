package io.tapewire.terminal;

/** Finds where output can be cut without cutting an escape sequence. */
public final class Sequences {
    /** The longest sequence that is kept whole, in bytes. The bytes of a longer one count as ordinary ones. */
    public static final int MOST_BYTES = 4096;

    private static final int SHIFT_OUT = 0x0e;
    private static final int SHIFT_IN = 0x0f;

    private Sequences() {}

    /**
     * Returns where the last whole sequence ends: {@code to} if the bytes end between two sequences. Otherwise
     * returns where the unfinished sequence at their end begins, unless it is already too long.
     *
     * <p>SS2 and SS3 ({@code ESC N}, {@code ESC O}) end with the next byte. The caller keeps multi-byte characters whole.
     *
     * @param from a place outside of any sequence
     */
    public static int wholeEnd(byte[] utf8, int from, int to) {
        int earliest = Math.max(from, to - MOST_BYTES);
        int begin = Scan.lastEscape(utf8, earliest, to);
        if (begin == Scan.NONE || isWhole(utf8, begin, to)) {
            return to;
        }
        // an ESC within a string or a control sequence ends it, so what is unfinished may have begun before
        int before = Scan.lastEscape(utf8, earliest, begin);
        while (before != Scan.NONE && !isWhole(utf8, before, begin)) {
            begin = before;
            before = Scan.lastEscape(utf8, earliest, begin);
        }
        return begin;
    }

    /**
     * Returns where the sequence ends that begins with the ESC at {@code from}. The result is {@code to} if the sequence is
     * unfinished there. It ends after 4 KiB at the latest. A character stays whole.
     */
    public static int endOfNext(byte[] utf8, int from, int to) {
        int limit = Math.min(to, from + MOST_BYTES);
        int state = State.GROUND;
        int end = from;
        boolean whole = false;
        while (end < limit && !whole) {
            int previous = state;
            state = TransitionTable.nextState(TransitionTable.transition(state, utf8[end]));
            whole = state == State.GROUND && !(previous == State.ESCAPE && isSingleShift(utf8[end]));
            end++;
        }
        while (end < to && (utf8[end] & 0xc0) == 0x80) {
            end++;
        }
        return end;
    }

    /** Returns whether the output has no escape sequence and shifts no character set, so that it changes no terminal's state. */
    public static boolean isPlain(byte[] utf8) {
        for (byte each : utf8) {
            if (each == Scan.ESCAPE || each == SHIFT_OUT || each == SHIFT_IN) {
                return false;
            }
        }
        return true;
    }

    /** Whether the sequence ends at {@code to} or before. It begins with an ESC and has no other. */
    private static boolean isWhole(byte[] utf8, int escape, int to) {
        int state = State.ESCAPE;
        int previous = State.GROUND;
        int index = escape + 1;
        while (index < to && state != State.GROUND) {
            previous = state;
            state = TransitionTable.nextState(TransitionTable.transition(state, utf8[index]));
            index++;
        }
        return state == State.GROUND && !(index == to && previous == State.ESCAPE && isSingleShift(utf8[to - 1]));
    }

    private static boolean isSingleShift(byte last) {
        return last == 'N' || last == 'O';
    }
}
