package io.tapewire.store;

import java.io.Closeable;
import java.io.IOException;

/** A file that is written at its end. One thread at a time. */
interface DiskFile extends Closeable {
    /** Appends bytes. If this fails, any part of them may have been written. */
    void append(byte[] bytes, int from, int length) throws IOException;

    /** Brings what was written to the disk. */
    void force() throws IOException;

    /** Cuts off everything after this many bytes. */
    void truncate(long length) throws IOException;

    long length() throws IOException;
}
