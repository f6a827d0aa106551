package io.tapewire.search;

import java.util.Arrays;

/** Where a line matches: begin and end of each match, in UTF-16 code units of its text. */
public final class Spans {
    private int[] bounds = new int[2];
    private int count;

    void add(int from, int to) {
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 4 * count);
        }
        bounds[2 * count] = from;
        bounds[2 * count + 1] = to;
        count++;
    }

    public int count() {
        return count;
    }

    public int from(int index) {
        return bounds[2 * index];
    }

    public int to(int index) {
        return bounds[2 * index + 1];
    }
}
