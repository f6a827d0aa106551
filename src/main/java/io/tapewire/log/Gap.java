package io.tapewire.log;

import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeEncoder;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Locale;

/**
 * Records that a reader will not get.
 *
 * @param channel the channel's name
 * @param epoch the log's
 * @param from position of the first missing record
 * @param to position of the last one; {@code from - 1} if none is missing but the log has ended
 * @param end bytes of the log up to and with the last one
 * @param reason why they are missing
 */
public record Gap(String channel, String epoch, long from, long to, long end, Reason reason) {
    private static final EnvelopeEncoder ENCODER = new EnvelopeEncoder();

    /** Why records are missing. */
    public enum Reason {
        /** They had been evicted when the subscriber asked for them. */
        EVICTED,
        /** They were evicted before the subscriber took them. */
        SLOW,
        /** The log ended, and another one began. */
        RESTART;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The frame that names them. */
    Frame frame(Context context, long epochMillis) {
        JsonObjectBuilder data = Providers.JSON
                .createObjectBuilder()
                .add("from", from)
                .add("to", to)
                .add("reason", reason.wireName());
        context.addTo(data);
        Envelope envelope = new Envelope(
                MessageType.GAP, channel, epoch, null, null, null, Instant.ofEpochMilli(epochMillis), data.build());
        return Frame.gap(ENCODER.encodeBytes(envelope), from, to, end);
    }
}
