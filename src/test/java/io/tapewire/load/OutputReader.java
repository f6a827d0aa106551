package io.tapewire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** Finds what stands in the {@code "output"} of JSON messages, cut anywhere, and gives it to a reader of lines. One thread. */
final class OutputReader {
    private static final byte[] KEY = "\"output\":\"".getBytes(US_ASCII);

    private final LineReader lines;
    private int matched;

    OutputReader(LineReader lines) {
        this.lines = lines;
    }

    void read(ByteBuffer in, int from, int to, long now) {
        int here = from;
        while (here < to) {
            if (matched == KEY.length) {
                here = lines.read(in, here, to, now);
                if (here == to) {
                    return;
                }
                matched = 0;
            } else {
                byte next = in.get(here);
                matched = next == KEY[matched] ? matched + 1 : next == '"' ? 1 : 0;
            }
            here++;
        }
    }

    void endMessage() {
        matched = 0;
    }
}
