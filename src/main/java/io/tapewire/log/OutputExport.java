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
     * one has at most 16 KiB.
     */
    public static void write(Log log, OutputStream out) throws IOException {
        long last = log.seal();
        boolean first = true;
        Part part;
        for (long offset = log.span().first(); offset <= last; offset = part.last() + 1) {
            part = log.partAt(offset);
            if (part instanceof Excerpt excerpt && excerpt.type().isOutput()) {
                byte[] output = excerpt.output(excerpt.first(), excerpt.last());
                int start = first && excerpt.beginsMidLine() ? afterLine(output) : 0;
                out.write(output, start, output.length - start);
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
