package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapewire.terminal.Stretches;
import io.tapewire.terminal.Stretches.Kind;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Writes a stream with its masked ranges replaced. Each longest masked range of text becomes one replacement, also if
 * escape sequences stand within it. One thread at a time.
 */
final class Writer {
    private static final byte[] REPLACEMENT = "***".getBytes(US_ASCII);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Stretches stretches = new Stretches();
    private long text;
    private long raw;
    private long maskBegin;
    private boolean maskedInText;
    private boolean maskedInString;
    private List<Matcher> matchers = List.of();
    private int place;

    /**
     * Writes up to the first byte that is not decided.
     *
     * @param bytes the next ones
     * @param found what has read all of them
     * @param undecided whether to write also what is not decided
     */
    byte[] write(byte[] bytes, List<Matcher> found, boolean undecided) {
        matchers = found;
        out.reset();
        place = 0;
        boolean stopped = false;
        while (place < bytes.length && !stopped) {
            Stretches before = stretches.copy();
            int end = stretches.next(bytes, place, bytes.length);
            if (stretches.kind() == Kind.CONTROL) {
                out.write(bytes, place, end - place);
                maskedInString = false;
                pass(end - place);
                continue;
            }
            int stop = undecided ? end : (int) Math.min(end, place + decided());
            while (place < stop) {
                writeNext(bytes, stop - place);
            }
            stopped = stop < end;
            if (stopped) {
                // the state is the same everywhere in a stretch of text or of a string
                stretches = before;
            }
        }
        for (Matcher each : matchers) {
            each.forgetBefore(text, raw);
        }
        return out.toByteArray();
    }

    /** Passes over bytes that were written elsewhere, to a place between two sequences. None of them is masked. */
    void passTo(long textPosition, long rawPosition) {
        text = textPosition;
        raw = rawPosition;
        stretches = new Stretches();
    }

    /** How many bytes from here on are decided. */
    private long decided() {
        long most = Integer.MAX_VALUE;
        for (Matcher each : matchers) {
            most = Math.min(most, each.raw().decided() - raw);
            if (isText()) {
                most = Math.min(most, each.text().decided() - text);
            }
        }
        return Math.max(0, most);
    }

    /** Writes bytes up to the next masked one, or replaces those that are masked. */
    private void writeNext(byte[] bytes, int most) {
        long clear = most;
        long masked = 0;
        for (Matcher each : matchers) {
            clear = Math.min(clear, each.raw().ranges().clearFrom(raw));
            masked = Math.max(masked, each.raw().ranges().maskedFrom(raw));
            if (isText()) {
                clear = Math.min(clear, each.text().ranges().clearFrom(text));
                masked = Math.max(masked, each.text().ranges().maskedFrom(text));
            }
        }
        if (masked == 0) {
            out.write(bytes, place, (int) clear);
        } else if (!(isText() ? maskedInText : maskedInString)) {
            out.write(REPLACEMENT, 0, REPLACEMENT.length);
            maskBegin = isWithinMask() ? maskBegin : raw;
        }
        if (isText()) {
            maskedInText = masked > 0;
        } else {
            maskedInString = masked > 0;
        }
        pass((int) (masked == 0 ? clear : Math.min(most, masked)));
    }

    private void pass(int bytes) {
        if (isText()) {
            text += bytes;
        }
        raw += bytes;
        place += bytes;
    }

    private boolean isText() {
        return stretches.kind() == Kind.TEXT;
    }

    /** How many bytes of the last piece were written or replaced. */
    int written() {
        return place;
    }

    /** Whether the last byte of text or of a string was masked, so that a masked range may go on. */
    boolean isWithinMask() {
        return maskedInText || maskedInString;
    }

    /** Where the masked range begins that may go on. */
    long maskBegin() {
        return maskBegin;
    }

    /** The position of the next byte in the text. */
    long text() {
        return text;
    }

    /** The position of the next byte. */
    long raw() {
        return raw;
    }

    /** Another reader of the stream, from here on. */
    Stretches stretches() {
        return stretches.copy();
    }
}
