package io.tapewire.channel;

import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** What a client is told of its subscriptions, apart from what their cursors send. */
final class Notices {
    private Notices() {}

    /**
     * The pattern is followed from now on.
     *
     * @param gone channels of which the client has something and that will not come now
     */
    static Envelope followed(String pattern, List<String> gone) {
        JsonObjectBuilder data = Providers.JSON.createObjectBuilder().add("recovered", false);
        if (!gone.isEmpty()) {
            data.add("gone", Providers.JSON.createArrayBuilder(gone));
        }
        return Envelope.of(MessageType.SUBSCRIBED).about(pattern).with(data.build());
    }

    static Envelope unsubscribed(String channel) {
        return Envelope.of(MessageType.UNSUBSCRIBED).about(channel);
    }

    /** A subscription to a channel or pattern has ended because the client may not watch it any more. */
    static Envelope forbidden(String channel) {
        return unsubscribed(channel)
                .with(Providers.JSON
                        .createObjectBuilder()
                        .add("reason", Permitted.FORBIDDEN)
                        .build());
    }

    /** The channel has gone; if it comes again, the pattern follows it again. */
    static Envelope forgotten(Cursor cursor) {
        return unsubscribed(cursor.channelName())
                .with(Providers.JSON
                        .createObjectBuilder()
                        .add("pattern", cursor.pattern().toString())
                        .build());
    }

    /** The connection has as many subscriptions as allowed. */
    static Envelope tooMany(String channel, String consequence) {
        return Envelope.error(
                        TooManyChannels.CODE, "this connection has as many subscriptions as allowed: " + consequence)
                .about(channel);
    }
}
