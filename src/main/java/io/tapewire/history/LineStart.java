package io.tapewire.history;

import io.tapewire.log.Excerpt;
import io.tapewire.log.Part;

/**
 * Where the output of a range begins with a whole line.
 *
 * @param offset the record in which the line begins
 * @param skipped bytes of output in this record that come before it
 */
record LineStart(long offset, int skipped) {
    /** If more is left of an unfinished line than this, it is exported from where the log begins, even in mid-line. */
    private static final int MOST_LINE_BYTES = 16 << 10;

    /** Looks for it if the records before the range are gone; otherwise output begins with the range. */
    static LineStart of(Range range) {
        LineStart next = range.isCut() ? afterUnfinishedLine(range) : null;
        return next == null ? new LineStart(range.first(), 0) : next;
    }

    /** Where the line ends that began in records that are gone; {@code null} if there is no such line or it is too long. */
    private static LineStart afterUnfinishedLine(Range range) {
        int searched = 0;
        for (long next = range.first(); next <= range.last(); ) {
            Part part = range.log().partAt(next);
            // a message may stand within a line
            if (part instanceof Excerpt excerpt && excerpt.type().isOutput()) {
                if (searched == 0 && !excerpt.beginsMidLine()) {
                    return null;
                }
                byte[] output = excerpt.output(next, Math.min(range.last(), excerpt.last()));
                int line = lineLength(output, MOST_LINE_BYTES - searched);
                if (line > 0) {
                    return behind(excerpt, next, line);
                }
                searched += output.length;
                if (searched >= MOST_LINE_BYTES) {
                    return null;
                }
            }
            next = part.last() + 1;
        }
        return null;
    }

    /** Bytes up to and including the first line feed, or 0 if there is none among the first {@code most} bytes. */
    private static int lineLength(byte[] output, int most) {
        for (int i = 0; i < Math.min(most, output.length); i++) {
            if (output[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    /** The place behind so many bytes of output, counted from the beginning of a record. */
    private static LineStart behind(Excerpt excerpt, long record, int bytes) {
        long offset = record;
        int left = bytes;
        while (left > 0) {
            int length = excerpt.outputBytes(offset, offset);
            if (left < length) {
                break;
            }
            left -= length;
            offset++;
        }
        return new LineStart(offset, left);
    }
}
