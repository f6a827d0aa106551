package io.tapewire.log;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Knows how many of the bytes that have arrived of a run are in its log's records. Records have text: it comes later,
 * because the beginning of an escape sequence or of a secret is held, and is longer where bytes were no UTF-8. Guarded by
 * its log.
 */
final class RecordedBytes {
    /** What replaced bytes in text that is not in a record yet. */
    private final Deque<Decoding.Replacement> replacements = new ArrayDeque<>();

    private final long before;
    /** Bytes of text that have arrived, without and with the piece that is being recorded. */
    private long arrived;

    private long expected;
    /** Bytes of text that are in records. */
    private long recorded;
    /** How much longer that is than what it was made of. */
    private long longer;

    /** @param before bytes that were in records before the counting began */
    RecordedBytes(long before) {
        this.before = before;
    }

    /** A piece is about to be recorded. It takes the place of one that was expected and has not arrived. */
    void expect(Decoding piece) {
        while (!replacements.isEmpty() && replacements.peekLast().end() > arrived) {
            replacements.removeLast();
        }
        expected = arrived + piece.textBytes();
        for (Decoding.Replacement each : piece.replacements()) {
            replacements.add(new Decoding.Replacement(arrived + each.end(), each.longer()));
        }
    }

    /** The piece that was expected was accepted. */
    void arrived() {
        arrived = expected;
    }

    /**
     * Text was recorded. The application's beans may print in the run's name, too; that must not count as more than has
     * arrived.
     */
    void record(int textBytes) {
        recorded = Math.max(recorded, Math.min(expected, recorded + textBytes));
        while (!replacements.isEmpty() && replacements.peekFirst().end() <= recorded) {
            longer += replacements.removeFirst().longer();
        }
    }

    /** How many bytes of the run are in records. */
    long received() {
        return before + recorded - longer;
    }
}
