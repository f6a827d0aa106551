package io.tapewire.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes output, as the log stores it, for a terminal that obeys what Tapewire's viewers don't. It stays the inside of a
 * JSON string, so most of it is copied.
 *
 * <ul>
 *   <li>The log's U+0080 to U+009F are no control characters: they become U+FFFD.
 *   <li>Where a line feed begins a new line, a carriage return is put before it.
 * </ul>
 */
final class CastText {
    private static final byte LEAD_OF_C1 = (byte) 0xc2;
    private static final byte[] REPLACEMENT = "\ufffd".getBytes(UTF_8);
    private static final byte[] NEW_LINE = "\\r\\n".getBytes(UTF_8);

    private CastText() {}

    /**
     * Writes output.
     *
     * @param newLines whether a line feed begins a new line
     * @return whether the output ends with a line feed
     */
    static boolean write(byte[] json, int from, int to, boolean newLines, OutputStream out) throws IOException {
        int written = from;
        int afterReturn = -1;
        int afterFeed = -1;
        for (int i = from; i < to; ) {
            byte b = json[i];
            if (b == '\\') {
                byte letter = json[i + 1];
                if (letter == 'n' && newLines && afterReturn != i) {
                    out.write(json, written, i - written);
                    out.write(NEW_LINE);
                    written = i + 2;
                }
                // what follows "u" are four digits, which need no care
                i += 2;
                if (letter == 'r') {
                    afterReturn = i;
                } else if (letter == 'n') {
                    afterFeed = i;
                }
            } else if (b == LEAD_OF_C1 && (json[i + 1] & 0xff) < 0xa0) {
                out.write(json, written, i - written);
                out.write(REPLACEMENT);
                i += 2;
                written = i;
            } else {
                i++;
            }
        }
        out.write(json, written, to - written);
        return afterFeed == to;
    }
}
