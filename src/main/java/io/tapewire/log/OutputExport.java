package io.tapewire.log;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a log's retained output as it was published. */
public final class OutputExport {
    /** A program that prints lines longer than this is exported from the beginning of the log, even in mid-line. */
    private static final int MOST_LINE_BYTES = 16 << 10;

    private OutputExport() {}

    /**
     * Writes what is retained now. If its beginning is forgotten, it starts with the first whole line, provided that the unfinished
     * one has at most 16 KiB. Holds the log's lock for one segment at a time.
     */
    public static void write(Log log, OutputStream out) throws IOException {
        boolean first = true;
        for (Segment segment : log.retained()) {
            if (segment.type.isOutput()) {
                byte[] text = log.textOf(segment);
                int start = first && segment.beginning.midLine() ? afterLine(text) : 0;
                out.write(text, start, text.length - start);
                first = false;
            }
        }
    }

    private static int afterLine(byte[] text) {
        for (int i = 0; i < Math.min(text.length, MOST_LINE_BYTES); i++) {
            if (text[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }
}
