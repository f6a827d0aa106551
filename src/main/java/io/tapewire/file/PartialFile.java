package io.tapewire.file;

import java.io.IOException;

/** A file that is being uploaded, or whose upload may be continued. Any thread; one {@link Appending} at a time. */
public interface PartialFile {
    String id();

    FileDescription description();

    /** How much of it is there. */
    long bytes();

    /**
     * Begins to append, after whoever does so at present has been stopped.
     *
     * @param offset how much of the file the caller has seen there. Somebody else may have appended meanwhile
     * @param stop ends it without waiting for more bytes. Any thread may call it
     * @throws FileRefused if there is more or less of the file, or the other one does not end
     */
    Appending append(long offset, Runnable stop) throws IOException, InterruptedException;

    /** Stops whoever appends, and waits for the end of that. */
    void awaitEnd() throws InterruptedException;

    /** The right to append. One thread, until it is closed. */
    interface Appending extends AutoCloseable {
        /**
         * Appends bytes.
         *
         * @throws FileRefused if they are too many, or cannot be stored; those before them stay
         */
        void write(byte[] more, int length);

        @Override
        void close() throws IOException;
    }
}
