package io.tapewire.file;

import io.tapewire.file.FileRefused.Reason;

/**
 * What is said of a file before its contents.
 *
 * @param channel the channel's name
 * @param name as {@link FileName} allows it
 * @param mediaType as {@link MediaType} gives it, or {@code null}
 * @param length in bytes, or negative if it is not known
 */
public record FileDescription(String channel, String name, String mediaType, long length) {
    /** The same with a length. */
    public FileDescription with(long known) {
        return new FileDescription(channel, name, mediaType, known);
    }

    /**
     * The same with a length that is known only now.
     *
     * @param bytes how many are there
     * @throws FileRefused if another one was said before
     */
    FileDescription expecting(long known, long bytes) {
        if (known < bytes || (length >= 0 && length != known)) {
            throw new FileRefused(
                    Reason.OTHER_LENGTH, "the file was said to have %d bytes, and has %d now".formatted(length, known));
        }
        return with(known);
    }

    /** @throws FileRefused if the file was said to have fewer bytes */
    void requireRoom(long bytes) {
        if (length >= 0 && bytes > length) {
            throw new FileRefused(
                    Reason.OTHER_LENGTH, "the file was said to have %d bytes, and has more".formatted(length));
        }
    }
}
