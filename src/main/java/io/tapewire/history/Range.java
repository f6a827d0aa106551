package io.tapewire.history;

import io.tapewire.log.Excerpt;
import io.tapewire.log.Gap;
import io.tapewire.log.Log;
import io.tapewire.log.Part;
import io.tapewire.log.Span;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The records that a request asks for, as far as the log has them when the request comes.
 *
 * @param log the log
 * @param asked offset of the first record that is asked for
 * @param to offset of the last record that is asked for, which may not exist yet
 * @param first offset of the first of them that is retained; {@code last + 1} if there is none
 * @param last offset of the last one; {@code asked - 1} if none is asked for
 */
record Range(Log log, long asked, long to, long first, long last) {
    /** The records after one offset up to and including another. */
    static Range between(Log log, long after, long to) {
        Span span = sealed(log);
        return of(log, span, Math.min(after, span.last()) + 1, to);
    }

    /** Up to this many records after an offset, not counting those that are gone. */
    static Range after(Log log, long after, long limit) {
        Span span = sealed(log);
        long asked = Math.min(after, span.last()) + 1;
        return of(log, span, asked, Math.max(asked, span.first()) + limit - 1);
    }

    /** The last records before an offset, this many with those that are gone. */
    static Range before(Log log, long before, long limit) {
        Span span = sealed(log);
        long last = Math.min(before - 1, span.last());
        return of(log, span, Math.max(1, last - limit + 1), last);
    }

    private static Span sealed(Log log) {
        log.seal();
        return log.span();
    }

    private static Range of(Log log, Span span, long asked, long to) {
        long last = Math.max(asked - 1, Math.min(to, span.last()));
        return new Range(log, asked, to, Math.min(Math.max(asked, span.first()), last + 1), last);
    }

    /** The same range as far as the log has it now. */
    Range again() {
        return between(log, asked - 1, to);
    }

    /** The same range without the records before this one. */
    Range from(long offset) {
        return new Range(log, offset, to, offset, last);
    }

    /** Whether records at its beginning are gone. */
    boolean isCut() {
        return asked < first;
    }

    /** The first part that is not a gap, or {@code null} if there is none. */
    Excerpt begin() {
        for (long next = first; next <= last; ) {
            Part part = log.partAt(next);
            if (part instanceof Excerpt excerpt) {
                return excerpt;
            }
            next = part.last() + 1;
        }
        return null;
    }

    /**
     * Reads it part by part, so that it takes little memory. The log's lock is held for a look-up at a time.
     *
     * @throws IOException what the reader throws; then nothing more is read
     */
    void read(PartReader reader) throws IOException {
        for (long next = asked; next <= last; ) {
            Part part = log.partAt(next);
            if (part instanceof Excerpt excerpt) {
                reader.records(excerpt, next, Math.min(last, excerpt.last()));
            } else {
                reader.gap(((Gap) part).upTo(last));
            }
            next = part.last() + 1;
        }
    }

    /** Says in the headers of an answer what is in it. */
    void describe(HttpServletResponse response) {
        describe(log, response);
        response.setHeader("Tapewire-First", String.valueOf(first));
        response.setHeader("Tapewire-Last", String.valueOf(last));
    }

    /** Says in the headers of an answer from which log it is. */
    static void describe(Log log, HttpServletResponse response) {
        response.setHeader("Tapewire-Epoch", log.epoch());
        response.setHeader("Cache-Control", "no-store");
        // browsers must never treat a program's output as a page of this server
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}
