package io.tapewire.fetch;

import io.tapewire.protocol.Envelope;
import jakarta.json.JsonValue;

/**
 * What a client asks for.
 *
 * @param channel a valid channel name
 * @param file the file's id
 * @param number what its pieces are named by, below 2^32
 * @param id the same, as the client has written it
 * @param from where in the file to begin
 * @param window bytes that may be unacknowledged, or 0 for no limit
 */
public record FetchRequest(String channel, String file, long number, JsonValue id, long from, int window) {
    /** An answer to it. */
    Envelope answer(Envelope envelope) {
        return envelope.about(channel).inReplyTo(id);
    }

    Envelope refusal(String code, String message) {
        return answer(Envelope.error(code, message));
    }
}
