package io.tapewire.file;

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
}
