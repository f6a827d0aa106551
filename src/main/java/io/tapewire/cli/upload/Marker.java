package io.tapewire.cli.upload;

import java.util.Locale;

/**
 * A line in the run that stands for bytes that were dropped.
 *
 * @param at its position in the run
 * @param lost how many bytes it stands for
 * @param printed the position of the first printed byte behind it
 * @param text the line, in ASCII
 */
record Marker(long at, long lost, long printed, String text) {
    static Marker of(long at, long lost, long printed) {
        // CAN ends a character or an escape sequence that was cut
        String text = String.format(
                Locale.ROOT, "\u0018\u001b[m\r\n\u001b[7m tapewire: %,d bytes are missing here \u001b[m\r\n", lost);
        return new Marker(at, lost, printed, text);
    }

    /** The position in the run of the first printed byte behind it. */
    long end() {
        return at + text.length();
    }
}
