package io.tapewire.terminal;

import java.util.Arrays;

/**
 * The colour after SGR 38, 48 or 58, in all its forms: {@code 5;n}, {@code 2;r;g;b}, {@code :5:n}, {@code :2:space:r:g:b}. It reads a
 * malformed one as xterm.js does.
 */
final class ExtendedColour {
    private static final int INDEXED = 5;
    private static final int RGB = 2;

    // The target, the kind, the colour space, the values. A parameter that is not given is 0.
    private static final int KIND = 1;
    private static final int SPACE = 2;
    private static final int FIRST = 3;
    private static final int LENGTH = 6;

    private final int[] slots = new int[LENGTH];
    private int further;

    /** How many parameters after the first one belonged to the colour that was read last. */
    int further() {
        return further;
    }

    /** Returns the colour, or {@code otherwise} if there is none. */
    int read(Parameters parameters, int index, int otherwise) {
        // the form that nearly all programs write
        if (!parameters.hasSubparameters() && index + 4 < parameters.count() && parameters.get(index + 1) == RGB) {
            further = 4;
            return Colour.rgb(parameters.get(index + 2), parameters.get(index + 3), parameters.get(index + 4));
        }
        Arrays.fill(slots, 0);
        fill(parameters, index);
        return switch (slots[KIND]) {
            case INDEXED -> Colour.indexed(value(FIRST));
            case RGB -> Colour.rgb(value(FIRST), value(FIRST + 1), value(FIRST + 2));
            default -> otherwise;
        };
    }

    private int value(int slot) {
        return Math.max(slots[slot], 0);
    }

    private void fill(Parameters parameters, int index) {
        // parameters have no colour space, so those after the kind are moved by one slot
        int shift = 0;
        further = 0;
        do {
            slots[further + shift] = parameters.get(index + further);
            if (parameters.subcount(index + further) > 0) {
                fillSubparameters(parameters, index + further, shift);
                return;
            }
            if (isComplete(shift)) {
                return;
            }
            if (slots[KIND] != 0) {
                shift = 1;
            }
            further++;
        } while (index + further < parameters.count() && further + shift < LENGTH);
    }

    private boolean isComplete(int shift) {
        int slot = further + shift;
        return (slots[KIND] == INDEXED && slot >= SPACE) || (slots[KIND] == RGB && slot >= LENGTH - 1);
    }

    private void fillSubparameters(Parameters parameters, int index, int shiftBefore) {
        int shift = shiftBefore;
        int sub = 0;
        do {
            // an index has no colour space
            if (slots[KIND] == INDEXED) {
                shift = 1;
            }
            // xterm.js writes beyond its slots here, which has no effect
            if (further + sub + 1 + shift < LENGTH) {
                slots[further + sub + 1 + shift] = parameters.sub(index, sub);
            }
            sub++;
        } while (sub < parameters.subcount(index) && sub + further + 1 + shift < LENGTH);
    }
}
