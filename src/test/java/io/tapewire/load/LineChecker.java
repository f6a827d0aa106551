package io.tapewire.load;

import java.util.BitSet;

/** One viewer's account of a channel's lines: each must come once and in its turn. One thread. */
final class LineChecker {
    private final int end;
    private final BitSet missing = new BitSet();
    private int next;
    private long doubled;
    private long late;
    private long broken;

    /** Expects the lines from one number up to and without another. */
    LineChecker(int first, int end) {
        this.next = first;
        this.end = end;
    }

    void take(int number) {
        if (number == next) {
            next++;
        } else if (number > next) {
            missing.set(next, number);
            next = number + 1;
        } else if (missing.get(number)) {
            missing.clear(number);
            late++;
        } else {
            doubled++;
        }
    }

    /** Something came that is no line. */
    void takeBroken() {
        broken++;
    }

    boolean isComplete() {
        return next >= end && missing.isEmpty();
    }

    Faults faults() {
        return new Faults(
                missing.cardinality() + Math.max(0, end - next), doubled, late, broken + Math.max(0, next - end));
    }
}
