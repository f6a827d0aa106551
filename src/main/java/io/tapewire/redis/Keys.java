package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The names under which Redis keeps everything. */
final class Keys {
    private static final String PREFIX = "tapewire:";
    /** A sorted set: channels by the number of their last change. */
    static final byte[] CHANNELS = bytes("channels");

    /** A number: how many changes of channels there were. */
    static final byte[] CHANGES = bytes("changes");

    /** Where servers tell each other which channel has grown. */
    static final byte[] GROWN = bytes("grown");

    /** A name of all that is here: when it is gone, everything is. */
    static final byte[] DATA = bytes("data");

    /** Is written to find out whether anything can be, and how far the replicas are. */
    static final byte[] PROBE = bytes("probe");

    /** The mark of the directory with files that servers share. */
    static final byte[] DIRECTORY = bytes("files:directory");

    /** A hash: what is known of files that can be read, by id. */
    static final byte[] FILES = bytes("files");

    /** A hash: how many bytes each unfinished file has, by id. */
    static final byte[] UPLOADS = bytes("uploads");

    /** A sorted set: servers by the time at which they count as gone. */
    static final byte[] SERVERS = bytes("servers");

    /** A hash: how often each server has told its counts. */
    static final byte[] TELLINGS = bytes("servers:tellings");

    /** A hash: counts of all servers together, by name. */
    static final byte[] COUNTS = bytes("counts");

    /** A sorted set: names of counts by the number of their last change. */
    static final byte[] CHANGED_COUNTS = bytes("counts:changed");

    /** A hash: how many changes there were, and up to which they are forgotten. */
    static final byte[] COUNT_CHANGES = bytes("counts:changes");

    private Keys() {}

    /** A hash: epoch, epochs, history, top, end, first, begin, bytes, updated, snapshot, marked, and offsets of files' records. */
    static byte[] state(String channel) {
        return bytes("{" + channel + "}:state");
    }

    /** A stream: commits by the offset of their last record. */
    static byte[] commits(String channel) {
        return bytes("{" + channel + "}:commits");
    }

    /** A list: for each commit its last offset, the bytes of the log up to there, and its own size. */
    static byte[] index(String channel) {
        return bytes("{" + channel + "}:index");
    }

    /** A hash: texts by name. */
    static byte[] texts(String name) {
        return bytes("texts:" + name);
    }

    /** A text: an entry of this kind, after the time at which it ends. */
    static byte[] entry(String kind, String id) {
        return bytes(kind + ":" + id);
    }

    /** A sorted set: entries of this kind by the time at which they end. */
    static byte[] entries(String kind) {
        return bytes(kind);
    }

    /** A sorted set: the entries that somebody has, by the time at which they were added. */
    static byte[] entriesOf(String kind, String owner) {
        return bytes(kind + ":of:" + owner);
    }

    /** A sorted set: entries of this kind that have ended, by their number, and how many there were. */
    static byte[] ended(String kind) {
        return bytes(kind + ":ended");
    }

    static byte[] endings(String kind) {
        return bytes(kind + ":endings");
    }

    /** A hash: how many messages of a request are stored ("done"), and its answer. */
    static byte[] request(String id) {
        return bytes("request:" + id);
    }

    /** Who is at work on a request. */
    static byte[] requestLease(String id) {
        return bytes("request:" + id + ":lease");
    }

    /** A sorted set: requests by the time at which they are forgotten. */
    static byte[] requests() {
        return bytes("requests");
    }

    /** A set: ids of a channel's files. */
    static byte[] files(String channel) {
        return bytes("{" + channel + "}:files");
    }

    /** A hash: what is known of an unfinished file. */
    static byte[] upload(String id) {
        return bytes("upload:" + id);
    }

    /** Who may change an unfinished file at present. */
    static byte[] uploader(String id) {
        return bytes("uploader:" + id);
    }

    /** Is there for as long as it is nobody's turn to do this. */
    static byte[] turn(String task) {
        return bytes("turn:" + task);
    }

    /** A hash: counts of one server, by name. */
    static byte[] counts(String server) {
        return bytes("counts:of:" + server);
    }

    /** Those that a change of the log's contents needs. */
    static List<byte[]> all(String channel) {
        return List.of(state(channel), commits(channel), index(channel), CHANNELS, CHANGES);
    }

    static byte[] bytes(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }

    private static byte[] bytes(String name) {
        return (PREFIX + name).getBytes(UTF_8);
    }
}
