package io.tapewire.terminal;

import java.util.Arrays;
import java.util.List;

/** The colours that a program has changed: the 256 indexed ones, and the defaults of foreground, background and cursor. */
final class Palette {
    static final int INDEXED = 256;
    static final int DEFAULTS = 3;

    private static final int UNCHANGED = -1;
    private static final int[] FRESH = {};

    /** The defaults come after the indexed ones. */
    private int[] colours = FRESH;

    void set(Palette other) {
        colours = other.colours.clone();
    }

    void set(int slot, int rgb) {
        if (colours.length == 0) {
            colours = new int[INDEXED + DEFAULTS];
            Arrays.fill(colours, UNCHANGED);
        }
        colours[slot] = rgb;
    }

    void restore(int slot) {
        restore(slot, slot + 1);
    }

    void restoreIndexed() {
        restore(0, INDEXED);
    }

    private void restore(int from, int to) {
        if (colours.length > 0) {
            Arrays.fill(colours, from, to, UNCHANGED);
            if (Arrays.stream(colours).allMatch(colour -> colour == UNCHANGED)) {
                colours = FRESH;
            }
        }
    }

    boolean isFresh() {
        return colours.length == 0;
    }

    void write(StringBuilder text) {
        StringBuilder indexed = new StringBuilder();
        StringBuilder defaults = new StringBuilder();
        for (int slot = 0; slot < colours.length; slot++) {
            if (colours[slot] != UNCHANGED && slot < INDEXED) {
                indexed.append(String.format(";%d;#%06x", slot, colours[slot]));
            } else if (colours[slot] != UNCHANGED) {
                defaults.append(
                        String.format("\u001b]%d;#%06x\u0007", Commands.FOREGROUND + slot - INDEXED, colours[slot]));
            }
        }
        // in one command, so that 256 colours fit what is looked at of one
        text.append(indexed.length() == 0 ? "" : "\u001b]4" + indexed + "\u0007")
                .append(defaults);
    }

    List<Object> facts() {
        return List.of(Arrays.toString(colours));
    }
}
