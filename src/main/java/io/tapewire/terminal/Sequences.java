package io.tapewire.terminal;

/** Finds where output can be cut without cutting an escape sequence. */
public final class Sequences {
    /** The longest sequence that is kept whole, in bytes. Of a longer one the bytes count as ordinary ones. */
    public static final int MOST_BYTES = 4096;

    private static final int SHIFT_OUT = 0x0e;
    private static final int SHIFT_IN = 0x0f;

    private Sequences() {}

    /**
     * Returns where the last whole sequence ends: {@code to} if the bytes end between two sequences, and else where the
     * unfinished one at their end begins, if it is not too long already.
     *
     * <p>SS2 and SS3 ({@code ESC N}, {@code ESC O}) are whole with the next byte; that a character stays whole is not looked after
     * here.
     *
     * @param from where a sequence ends or none has begun
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
     * Returns where the sequence ends that begins with the ESC at {@code from}: at {@code to} if it is unfinished there, and
     * after 4 KiB at the latest. A character stays whole.
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

    /** Returns whether output can't change a terminal's state, as it has no escape sequence and shifts no character set. */
    public static boolean isPlain(byte[] utf8) {
        for (byte each : utf8) {
            if (each == Scan.ESCAPE || each == SHIFT_OUT || each == SHIFT_IN) {
                return false;
            }
        }
        return true;
    }

    /** Whether the sequence that begins with an ESC, and has no other, ends before {@code to} or there. */
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
