package io.tapewire.history;

import io.tapewire.log.Excerpt;
import io.tapewire.log.Gap;
import java.io.IOException;

/** Receives the records of a {@link Range}, oldest first. One thread at a time. */
interface PartReader {
    /**
     * Receives the records {@code from} to {@code to} of an excerpt.
     *
     * @throws IOException if whoever they are written to has gone away
     */
    void records(Excerpt excerpt, long from, long to) throws IOException;

    /**
     * Receives what comes in place of records that are gone: before all others if they had been evicted before the
     * range was read, or between others if they were evicted since, because they were read too slowly.
     *
     * @throws IOException if whoever is told has gone away
     */
    void gap(Gap gap) throws IOException;
}
