package io.tapewire.compression;

import java.util.zip.DataFormatException;

/** Undoes a compression, piece by piece. It has memory outside of the heap until it is closed. One thread at a time. */
public interface Inflation extends AutoCloseable {
    /** Receives what was compressed. */
    interface Sink {
        /** The array is used again afterwards. */
        void take(byte[] bytes, int length);
    }

    /**
     * Reads the next piece, which may end anywhere, and passes on everything that is decided by it.
     *
     * @throws DataFormatException if it is not compressed like this, or was changed on its way
     */
    void take(byte[] bytes, int length, Sink sink) throws DataFormatException;

    /** Whether what was read is whole, so that it may end here. */
    boolean isWhole();

    /** May be called again. */
    @Override
    void close();
}
