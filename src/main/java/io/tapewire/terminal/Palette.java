package io.tapewire.terminal;

import java.util.Arrays;

/** The colours that a program has changed: the 256 indexed ones, and the defaults of foreground, background and cursor. */
final class Palette {
    static final int INDEXED = 256;
    static final int DEFAULTS = 3;

    private static final int SLOTS = INDEXED + DEFAULTS;
    private static final int UNCHANGED = -1;
    private static final int[] FRESH = new int[SLOTS];
    private static final String HEX = "0123456789abcdef";

    static {
        Arrays.fill(FRESH, UNCHANGED);
    }

    /** The defaults come after the indexed ones. FRESH is shared, so it is copied before the first change. */
    private int[] colours = FRESH;

    /** How many of the indexed ones are changed. */
    private int indexed;

    void set(int slot, int rgb) {
        put(slot, rgb);
    }

    void restore(int slot) {
        put(slot, UNCHANGED);
    }

    private void put(int slot, int colour) {
        int before = colours[slot];
        if (before == colour) {
            return;
        }
        if (colours == FRESH) {
            colours = FRESH.clone();
        }
        colours[slot] = colour;
        if (slot < INDEXED) {
            indexed += (before == UNCHANGED ? 1 : 0) - (colour == UNCHANGED ? 1 : 0);
        }
    }

    void restoreIndexed() {
        if (indexed > 0) {
            Arrays.fill(colours, 0, INDEXED, UNCHANGED);
            indexed = 0;
        }
    }

    boolean isFresh() {
        return indexed == 0 && Arrays.equals(colours, INDEXED, SLOTS, FRESH, INDEXED, SLOTS);
    }

    void write(StringBuilder text) {
        if (indexed > 0) {
            // in one command, so that 256 colours fit into the part of a command that is read
            text.append("\u001b]").append(Commands.INDEXED_COLOURS);
            for (int slot = 0; slot < INDEXED; slot++) {
                if (colours[slot] != UNCHANGED) {
                    writeColour(text.append(';').append(slot), colours[slot]);
                }
            }
            text.append('\u0007');
        }
        for (int slot = INDEXED; slot < SLOTS; slot++) {
            if (colours[slot] != UNCHANGED) {
                text.append("\u001b]").append(Commands.FOREGROUND + slot - INDEXED);
                writeColour(text, colours[slot]);
                text.append('\u0007');
            }
        }
    }

    private static void writeColour(StringBuilder text, int rgb) {
        text.append(";#");
        for (int shift = 20; shift >= 0; shift -= 4) {
            text.append(HEX.charAt(rgb >> shift & 0xf));
        }
    }
}
