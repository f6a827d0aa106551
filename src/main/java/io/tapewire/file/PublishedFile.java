package io.tapewire.file;

/**
 * A whole file of a channel.
 *
 * @param id names it in addresses and on the disk: 32 hexadecimal digits that nobody can guess
 * @param description its channel, name, media type and length
 * @param sha256 of its contents, 64 hexadecimal digits
 * @param millis when it was published
 * @param offset of the record that tells of it in its channel's log, or 0 if it is not known
 * @param contents what they are called on the disk
 */
public record PublishedFile(
        String id, FileDescription description, String sha256, long millis, long offset, String contents) {
    /** One whose record is not written yet, and whose contents are called by its id. */
    static PublishedFile of(String id, FileDescription description, String sha256, long millis) {
        return new PublishedFile(id, description, sha256, millis, 0, id);
    }

    /** The same with the offset of its record. */
    PublishedFile at(long place) {
        return new PublishedFile(id, description, sha256, millis, place, contents);
    }

    public String channel() {
        return description.channel();
    }

    public String name() {
        return description.name();
    }

    /** The media type that its producer has named, or {@code null}. */
    public String mediaType() {
        return description.mediaType();
    }

    public long bytes() {
        return description.length();
    }
}
