package io.tapewire.history;

import io.tapewire.http.Rejected;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file.
 *
 * @param from position of its first byte
 * @param to position of its last byte; smaller than {@code from} if it has none
 */
record ByteRange(long from, long to) {
    private static final Pattern SHAPE = Pattern.compile("bytes=\\s*([0-9]{0,18})\\s*-\\s*([0-9]{0,18})\\s*");

    static ByteRange whole(long bytes) {
        return new ByteRange(0, bytes - 1);
    }

    /**
     * The part that a {@code Range} asks for; empty if the whole file is to be sent: it is not well-formed, has another
     * unit, or names several parts, which a server may answer with the whole (RFC 9110, 14.2).
     *
     * @throws Rejected if the file has no such part
     */
    static Optional<ByteRange> of(String range, long bytes) {
        Matcher numbers = SHAPE.matcher(range);
        if (!numbers.matches()) {
            return Optional.empty();
        }
        String first = numbers.group(1);
        String last = numbers.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(end(Long.parseLong(last), bytes));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        if (to < from) {
            return Optional.empty();
        }
        if (from >= bytes) {
            throw none(bytes);
        }
        return Optional.of(new ByteRange(from, Math.min(to, bytes - 1)));
    }

    private static ByteRange end(long length, long bytes) {
        if (length == 0 || bytes == 0) {
            throw none(bytes);
        }
        return new ByteRange(Math.max(0, bytes - length), bytes - 1);
    }

    private static Rejected none(long bytes) {
        return Rejected.range("the file has " + bytes + " bytes and nothing at this range", bytes);
    }

    long length() {
        return to - from + 1;
    }
}
