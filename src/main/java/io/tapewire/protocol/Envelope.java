package io.tapewire.protocol;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;

/**
 * One message on the wire, in either direction. Absent fields are {@code null}.
 *
 * @param type what it is
 * @param channel the channel it is about
 * @param epoch which log of that channel
 * @param first position of the first record in it, if that is not {@code offset}
 * @param offset position of the last record in it
 * @param id the request's {@code id}; a reply repeats it unchanged
 * @param timestamp when the last record entered the log, or when the message was made
 * @param data the payload; never {@code null}
 */
public record Envelope(
        MessageType type,
        String channel,
        String epoch,
        Long first,
        Long offset,
        JsonValue id,
        Instant timestamp,
        JsonObject data) {

    /** A message that has only a type. */
    public static Envelope of(MessageType type) {
        return new Envelope(type, null, null, null, null, null, null, JsonValue.EMPTY_JSON_OBJECT);
    }

    /** A message that says why a request was refused. */
    public static Envelope error(String code, String message) {
        return of(MessageType.ERROR)
                .with(Providers.JSON
                        .createObjectBuilder()
                        .add("code", code)
                        .add("message", message)
                        .build());
    }

    public Envelope about(String channelName) {
        return new Envelope(type, channelName, epoch, first, offset, id, timestamp, data);
    }

    public Envelope at(String logEpoch, long logOffset) {
        return new Envelope(type, channel, logEpoch, first, logOffset, id, timestamp, data);
    }

    /** The same, as a reply to the request with this {@code id}. */
    public Envelope inReplyTo(JsonValue requestId) {
        return new Envelope(type, channel, epoch, first, offset, requestId, timestamp, data);
    }

    public Envelope stamped(Instant when) {
        return new Envelope(type, channel, epoch, first, offset, id, when, data);
    }

    public Envelope with(JsonObject payload) {
        return new Envelope(type, channel, epoch, first, offset, id, timestamp, payload);
    }
}
