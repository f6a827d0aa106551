package io.tapewire.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the store does with the file system, so that a test can record it and make it fail. Any thread. */
interface Disk {
    /** Opens a file for writing at its end, and creates it if necessary. */
    DiskFile open(Path file) throws IOException;

    /**
     * Reads bytes.
     *
     * @return how many bytes were read; fewer than asked for only at the file's end
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    int read(Path file, long position, byte[] to) throws IOException;

    long length(Path file) throws IOException;

    /** When the file was written last, in milliseconds of the epoch. */
    long modifiedMillis(Path file) throws IOException;

    void delete(Path file) throws IOException;

    void createFolder(Path folder) throws IOException;

    /** The names in a folder, in no order; empty if there is no such folder. */
    List<String> list(Path folder) throws IOException;

    /** Brings the names in a folder to the disk. */
    void forceFolder(Path folder) throws IOException;

    /** Bytes that can still be written. */
    long room(Path folder) throws IOException;
}
