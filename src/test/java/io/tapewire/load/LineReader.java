package io.tapewire.load;

import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;

/**
 * Finds a channel's lines in output as it stands in JSON, cut anywhere, and looks at every byte of it. One thread.
 *
 * <p>A flood brings millions of lines a second, and the server needs the processor more: hence a whole line is read where it
 * lies, eight bytes at a time, and only what is cut goes byte by byte.
 */
final class LineReader {
    /** Between lines that it knows: looks for the next mark. */
    private static final int LOST = -1;

    private static final long ZEROS = Line.ZERO * 0x0101010101010101L;
    private static final long FILLERS = Line.FILLER * 0x0101010101010101L;

    private final LineChecker checker;
    private final Histogram micros;
    /** Where a line's escaped line feed is, and so all but one of its bytes as JSON. */
    private final int feedAt;

    /** How many bytes of a line have been read. */
    private int at;

    private long stamp;
    private long number;

    /**
     * Begins where a line begins.
     *
     * @param micros takes each line's time on the way
     */
    LineReader(int length, LineChecker checker, Histogram micros) {
        this.feedAt = length - 1;
        this.checker = checker;
        this.micros = micros;
    }

    /** Reads up to the quote that ends the output, or to the end of what is there; says which place that is. */
    int read(ByteBuffer in, int from, int to, long now) {
        int here = from;
        while (here < to) {
            if (at == 0 && to - here > feedAt + 1 && readWhole(in, here, now)) {
                here += feedAt + 2;
                continue;
            }
            if (at >= Line.FILLER_AT && at < feedAt) {
                int filled = filled(in, here, Math.min(to, here + feedAt - at));
                at += filled - here;
                here = filled;
                if (here == to) {
                    return to;
                }
            }
            byte next = in.get(here);
            if (next == '"') {
                return here;
            }
            step(next, now);
            here++;
        }
        return to;
    }

    private boolean readWhole(ByteBuffer in, int start, long now) {
        long stampDigits = in.getLong(start + Line.STAMP_AT) ^ ZEROS;
        long numberDigits = in.getLong(start + Line.FILLER_AT - Long.BYTES) ^ ZEROS;
        if (in.get(start) != Line.MARK
                || ((stampDigits | numberDigits) & 0xf0f0f0f0f0f0f0f0L) != 0
                || in.get(start + feedAt) != '\\'
                || in.get(start + feedAt + 1) != 'n'
                || filled(in, start + Line.FILLER_AT, start + feedAt) != start + feedAt) {
            return false;
        }
        take(value(stampDigits), value(numberDigits) & 0xffffff, now);
        return true;
    }

    /** The place of the first byte that is no filler. */
    private static int filled(ByteBuffer in, int from, int to) {
        int here = from;
        while (here <= to - Long.BYTES && in.getLong(here) == FILLERS) {
            here += Long.BYTES;
        }
        while (here < to && in.get(here) == Line.FILLER) {
            here++;
        }
        return here;
    }

    /** Eight digits, a byte each, as one number. */
    private static long value(long digits) {
        long pairs = (digits | (digits >> 4)) & 0x00ff00ff00ff00ffL;
        long fours = (pairs | (pairs >> 8)) & 0x0000ffff0000ffffL;
        return (fours | (fours >> 16)) & 0xffffffffL;
    }

    private void step(byte next, long now) {
        boolean isDigit = (next & 0xf0) == Line.ZERO;
        if (at == LOST || at == 0) {
            begin(next);
        } else if (at < Line.NUMBER_AT && isDigit) {
            stamp = (stamp << 4) | (next - Line.ZERO);
            at++;
        } else if (at >= Line.NUMBER_AT && at < Line.FILLER_AT && isDigit) {
            number = (number << 4) | (next - Line.ZERO);
            at++;
        } else if (at == feedAt && next == '\\') {
            at++;
        } else if (at == feedAt + 1 && next == 'n') {
            take(stamp, number, now);
            at = 0;
        } else {
            checker.takeBroken();
            at = LOST;
            begin(next);
        }
    }

    private void begin(byte next) {
        stamp = 0;
        number = 0;
        if (next == Line.MARK) {
            at = 1;
        } else if (at == 0) {
            checker.takeBroken();
            at = LOST;
        }
    }

    private void take(long written, long lineNumber, long now) {
        micros.recordValue(Math.max(0, now - written));
        checker.take((int) lineNumber);
    }
}
