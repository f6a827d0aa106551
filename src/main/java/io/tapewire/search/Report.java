package io.tapewire.search;

import java.io.IOException;
import java.util.List;

/** Whom a search tells what it finds. */
public interface Report {
    /** Takes the hits of a block, newest first. Those of the next block are older. */
    void hits(List<Hit> hits) throws IOException;

    /** All records from this one on have been searched. Told at least once a second. */
    void searched(long offset) throws IOException;
}
