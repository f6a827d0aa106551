package io.tapewire.mask;

import java.util.Arrays;

/**
 * Positions in a stream that are masked, as ranges in order. Ranges that touch become one. Those that the reader has
 * passed are forgotten, so positions are asked for in ascending order. One thread at a time.
 */
final class Ranges {
    private static final int AT_FIRST = 8;

    private long[] from = new long[AT_FIRST];
    private long[] to = new long[AT_FIRST];
    private int first;
    private int end;

    boolean isEmpty() {
        return first == end;
    }

    /** Adds a range: {@code to} is the first position after it. */
    void add(long newFrom, long newTo) {
        int place = end;
        while (place > first && to[place - 1] >= newFrom) {
            place--;
        }
        long begin = newFrom;
        long stop = newTo;
        int after = place;
        while (after < end && from[after] <= newTo) {
            begin = Math.min(begin, from[after]);
            stop = Math.max(stop, to[after]);
            after++;
        }
        if (after == place && end == from.length) {
            int passed = first;
            compact();
            place -= passed;
            after -= passed;
        }
        System.arraycopy(from, after, from, place + 1, end - after);
        System.arraycopy(to, after, to, place + 1, end - after);
        end += place + 1 - after;
        from[place] = begin;
        to[place] = stop;
    }

    private void compact() {
        int length = end - first;
        int room = Math.max(AT_FIRST, 2 * length);
        from = Arrays.copyOf(Arrays.copyOfRange(from, first, end), room);
        to = Arrays.copyOf(Arrays.copyOfRange(to, first, end), room);
        first = 0;
        end = length;
    }

    /** How far it is from this position to the next masked one: 0 if it is masked itself. */
    long clearFrom(long position) {
        forgetBefore(position);
        return first == end ? Long.MAX_VALUE : Math.max(0, from[first] - position);
    }

    /** How many positions are masked from this one on. */
    long maskedFrom(long position) {
        forgetBefore(position);
        return first == end || from[first] > position ? 0 : to[first] - position;
    }

    /** Forgets what lies before this position. */
    void forgetBefore(long position) {
        while (first < end && to[first] <= position) {
            first++;
        }
        if (first == end) {
            first = 0;
            end = 0;
        }
    }
}
