package io.tapewire.file;

import java.util.List;
import java.util.Optional;

/**
 * What all servers know of files in a directory that they share: which are unfinished and who appends to them, and which are
 * published. A published file is there as long as its channel's log has the record that tells of it.
 *
 * <p>Any thread. Each method waits for the store that the servers share, and throws
 * {@link io.tapewire.event.StoreUnavailable} if that does not answer.
 */
public interface FileIndex {
    /**
     * The mark of the directory that the servers share.
     *
     * @param mark of the directory that this server sees; becomes the one of all if there is none yet
     */
    String directory(String mark);

    /** Whether this is the mark of the directory that the servers share. Not if the store has lost everything. */
    boolean isDirectory(String mark);

    /** Adds an unfinished file. Returns what is unfinished then, this one included. */
    Unfinished begin(String id, FileDescription description);

    /**
     * All unfinished files.
     *
     * @param bytes that they have together
     */
    record Unfinished(long files, long bytes) {}

    /** The unfinished file with this id. */
    Optional<Upload> upload(String id);

    /** All unfinished files. */
    List<Upload> uploads();

    /**
     * An unfinished file.
     *
     * @param bytes how many are safely there
     * @param contents what these are called in the directory; empty if there are none
     * @param whole whether it only lacks its record
     * @param idleMillis how long nothing has been appended
     * @param isInUse whether a server appends to it
     */
    record Upload(
            String id,
            FileDescription description,
            long bytes,
            String contents,
            boolean whole,
            long idleMillis,
            boolean isInUse) {}

    /** What has become of a request to change an unfinished file. */
    enum Outcome {
        DONE,
        /** Another server may change it at present, and is asked to end that. */
        BUSY,
        /** The right to change it was taken over by another server. */
        LOST,
        /** There is no such file any more. */
        GONE
    }

    /**
     * Asks for the right to change an unfinished file.
     *
     * @param token names this right; nobody else has the same
     */
    Outcome claim(String id, String token);

    /**
     * Says how much of a file is safely there, and renews the right to change it. Nobody else may have changed it in
     * between.
     *
     * @param before what the contents were called at the last note
     */
    Renewal note(String id, String token, String before, Progress now);

    /**
     * How far an unfinished file is.
     *
     * @param contents what they are called
     * @param bytes how many are there
     * @param length of the whole file, or negative if it is not known
     */
    record Progress(String contents, long bytes, long length) {}

    /**
     * What has become of a note.
     *
     * @param wanted whether another server wants to change the file
     * @param unfinishedBytes of all unfinished files
     */
    record Renewal(Outcome outcome, boolean wanted, long unfinishedBytes) {}

    /** Gives the right to change a file back. */
    void release(String id, String token);

    /**
     * Makes a file readable before its record is appended.
     *
     * @param note what is known of it
     */
    Outcome whole(String id, String token, String channel, String note);

    /**
     * Ends an upload whose record is there.
     *
     * @return the offset of the record, or 0 if there is none
     */
    long settle(String id, String channel);

    /**
     * A file that can be read.
     *
     * @param note what is known of it
     * @param offset of its record; 0 if that is not appended yet
     */
    record Entry(String id, String channel, String note, long offset) {}

    /** The file with this id, unless its record is gone. */
    Optional<Entry> find(String id, String channel);

    /** The files of a channel, with offset 0 if their record is not there, or not any more. */
    List<Entry> list(String channel);

    /** Likewise, the files of all channels. */
    List<Entry> all();

    /** Forgets a file, whether it is published or not. */
    void remove(String id, String channel);

    /** Whether it is this server's turn to do something that one server does from time to time for all. */
    boolean takeTurn(String task, long everyMillis);
}
