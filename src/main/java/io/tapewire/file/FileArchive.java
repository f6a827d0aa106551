package io.tapewire.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;
import java.util.Optional;

/** The files of all channels. Any thread; each method may wait for a disk, or for what the servers share. */
public interface FileArchive {
    /**
     * Begins a file.
     *
     * @throws FileRefused if that is not possible
     */
    PartialFile begin(FileDescription description);

    /** The unfinished file with this id. */
    Optional<PartialFile> partial(String channel, String id);

    /** The published file with this id. */
    Optional<PublishedFile> published(String channel, String id);

    /** What tells a channel's log of a file. */
    interface Announcement {
        /** Appends the record and stores it. Returns its offset, which others may change as long as it is not stored. */
        long announce(PublishedFile file);
    }

    /**
     * Publishes a file that is whole. Nobody appends to it any more.
     *
     * @param log is told when the file is safely there. If it throws, the file stays unfinished
     * @throws FileRefused if that is not possible
     */
    PublishedFile publish(PartialFile file, Announcement log);

    /** Opens a file's contents to read them. Close it. */
    RandomAccessFile open(PublishedFile file) throws IOException;

    /**
     * Reads a part of a file into the rest of an array.
     *
     * @param position of the part in the file
     * @param at where in the array it begins
     * @throws java.nio.file.NoSuchFileException if it was removed meanwhile
     * @throws java.io.EOFException if it has become shorter
     */
    default void read(PublishedFile file, long position, byte[] to, int at) throws IOException {
        try (RandomAccessFile contents = open(file)) {
            contents.seek(position);
            contents.readFully(to, at, to.length - at);
        }
    }

    /** The published files of a channel, newest first. */
    List<PublishedFile> list(String channel, int most);

    /** Deletes an unfinished file. Nobody appends to it any more. */
    void delete(PartialFile file);

    /** The largest file that is taken, in bytes. */
    long mostBytes();

    /** How long an unfinished file is kept when nobody continues it, in seconds. */
    long unfinishedSeconds();
}
