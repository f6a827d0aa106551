package io.tapewire.search;

import java.io.IOException;

/** Whom a search tells what it finds. */
public interface Report {
    /** Takes the next hit; hits come newest first. */
    void hit(Hit hit) throws IOException;

    /** All records from this one on have been searched. Told at least once a second. */
    void searched(long offset) throws IOException;
}
