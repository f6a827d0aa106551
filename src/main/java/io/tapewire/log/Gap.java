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
 * @param first position of the first missing record
 * @param last position of the last one; {@code first - 1} if none is missing but the log has ended
 * @param end bytes of the log up to and with the last one, or a later one
 * @param reason why they are missing
 * @param context what they leave behind
 */
public record Gap(String channel, String epoch, long first, long last, long end, Reason reason, Context context)
        implements Part {
    private static final EnvelopeEncoder ENCODER = new EnvelopeEncoder();

    /** Why records are missing. */
    public enum Reason {
        /** They had been evicted when the subscriber asked for them. */
        EVICTED,
        /** They were evicted before the subscriber took them. */
        SLOW,
        /** The log ended, and another one began. */
        RESTART,
        /** They could not be stored, or what was stored of them is broken. */
        DAMAGED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The missing records up to this one, which may be the last or a later one. If they end before the last one, nobody knows any more what
     * they leave behind.
     */
    public Gap upTo(long offset) {
        return offset >= last ? this : new Gap(channel, epoch, first, offset, end, reason, Context.NONE);
    }

    /** The envelope that names them, in the UTF-8 bytes of its JSON. */
    public byte[] envelope(long epochMillis) {
        JsonObjectBuilder data = Providers.JSON
                .createObjectBuilder()
                .add("from", first)
                .add("to", last)
                .add("reason", reason.wireName());
        context.addTo(data);
        return ENCODER.encodeBytes(new Envelope(
                MessageType.GAP, channel, epoch, null, null, null, Instant.ofEpochMilli(epochMillis), data.build()));
    }

    /** The frame that names them. */
    Frame frame(long epochMillis) {
        return Frame.gap(envelope(epochMillis), first, last, end);
    }
}
