package io.tapewire.terminal;

/**
 * The parameters of one control sequence, {@code 38:2::10:20:30;4:3} for instance.
 *
 * <p>A parameter that is not given is 0, a subparameter -1. There is room for 32 of each, as in xterm.js. Further ones are dropped.
 */
final class Parameters {
    static final int MOST = 32;
    static final int NOT_GIVEN = -1;

    private static final int MOST_VALUE = Integer.MAX_VALUE;

    private final int[] values = new int[MOST];
    private final int[] subvalues = new int[MOST];
    /** For each parameter, the index in {@code subvalues} at which its subparameters end. */
    private final byte[] ends = new byte[MOST];

    private int count;
    private int subcount;
    /** There were more parameters than there is room for. */
    private boolean overfull;

    private boolean inSubparameter;
    private boolean dropping;

    Parameters() {
        clear();
    }

    void clear() {
        count = 1;
        values[0] = 0;
        ends[0] = 0;
        subcount = 0;
        overfull = false;
        inSubparameter = false;
        dropping = false;
    }

    /**
     * Reads digits, colons and semicolons.
     *
     * @return the index of the first byte that is none of them, or {@code to}
     */
    int read(byte[] utf8, int from, int to) {
        long value = current();
        int next = from;
        while (next < to) {
            int digit = utf8[next] - '0';
            if (digit >= 0 && digit <= 9) {
                value = Math.min(Math.max(value, 0) * 10 + digit, MOST_VALUE);
            } else if (digit == ';' - '0') {
                put((int) value);
                begin();
                value = 0;
            } else if (digit == ':' - '0') {
                put((int) value);
                beginSubparameter();
                value = NOT_GIVEN;
            } else {
                break;
            }
            next++;
        }
        put((int) value);
        return next;
    }

    private int current() {
        if (dropping) {
            return 0;
        }
        return inSubparameter ? subvalues[subcount - 1] : values[count - 1];
    }

    private void put(int value) {
        if (dropping) {
            return;
        }
        if (inSubparameter) {
            subvalues[subcount - 1] = value;
        } else {
            values[count - 1] = value;
        }
    }

    private void begin() {
        inSubparameter = false;
        overfull = count == MOST;
        dropping = overfull;
        if (!overfull) {
            values[count] = 0;
            ends[count] = (byte) subcount;
            count++;
        }
    }

    private void beginSubparameter() {
        inSubparameter = true;
        dropping = overfull || subcount == MOST;
        if (!dropping) {
            subvalues[subcount++] = NOT_GIVEN;
            ends[count - 1] = (byte) subcount;
        }
    }

    int count() {
        return count;
    }

    int get(int index) {
        return values[index];
    }

    /** The parameter, or 1 if it is 0 or missing. */
    int atLeastOne(int index) {
        return index < count ? Math.max(values[index], 1) : 1;
    }

    boolean hasSubparameters() {
        return subcount > 0;
    }

    int subcount(int index) {
        return ends[index] - firstSub(index);
    }

    int sub(int index, int sub) {
        return subvalues[firstSub(index) + sub];
    }

    private int firstSub(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** Writes text that leads to this state when it is read. */
    void write(StringBuilder text) {
        for (int i = 0; i < count; i++) {
            text.append(i > 0 ? ";" : "");
            if (values[i] > 0) {
                text.append(values[i]);
            }
            for (int sub = 0; sub < subcount(i); sub++) {
                text.append(':');
                if (sub(i, sub) != NOT_GIVEN) {
                    text.append(sub(i, sub));
                }
            }
        }
        if (dropping) {
            text.append(overfull ? ';' : ':');
        }
    }
}
