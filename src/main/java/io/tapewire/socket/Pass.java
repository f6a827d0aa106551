package io.tapewire.socket;

import io.tapewire.access.Access;
import io.tapewire.access.Caller;
import io.tapewire.access.Permission;
import io.tapewire.access.Revocations;
import io.tapewire.channel.ChannelPattern;
import io.tapewire.channel.Subscriber;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Timestamps;
import io.tapewire.token.BadToken;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Objects;

/**
 * Whose connection this is, what they may watch, and until when. A fresh token changes it while the connection goes on.
 * For one connection; one thread at a time, except for {@link #close}.
 */
final class Pass {
    private final Subscriber subscriber;
    private final Access access;
    private final Revocations revocations;
    private final Tokens tokens;
    private Caller caller;
    private volatile Revocations.Use use;

    /** Says who has a token. */
    interface Tokens {
        /**
         * Whose it is.
         *
         * @throws BadToken if it is not accepted, or was revoked
         */
        Caller callerOf(String token) throws BadToken;
    }

    Pass(Subscriber subscriber, Parts parts, Caller caller) {
        this.subscriber = subscriber;
        this.access = parts.access();
        this.revocations = parts.revocations();
        this.tokens = parts.tokens();
        give(caller);
    }

    private void give(Caller to) {
        Revocations.Use before = use;
        caller = to;
        use = revocations.begin(to, () -> subscriber.close(CloseCode.REVOKED, "the permission was taken back"));
        if (before != null) {
            before.close();
        }
        subscriber.permit(channel -> access.may(to, Permission.SUBSCRIBE, channel), to.expires());
    }

    /** @throws io.tapewire.access.Forbidden if they may not watch this channel, whether it exists or not */
    void requireWatching(String channel) {
        access.require(caller, Permission.SUBSCRIBE, channel);
    }

    /** @throws io.tapewire.access.Forbidden if there can be no channel of the pattern that they may watch */
    void requireFollowing(ChannelPattern pattern) {
        access.requireAny(caller, pattern);
    }

    /**
     * Takes a fresh token of the same person. Subscriptions that it does not allow end, all others go on where they
     * are.
     *
     * @throws BadToken if it is not accepted; then the old one stays
     */
    void renew(String token, JsonValue id) throws BadToken {
        Caller fresh = tokens.callerOf(token);
        if (!Objects.equals(fresh.name(), caller.name())) {
            // so that a connection always belongs to one person, also in what is remembered of it
            throw new BadToken("the token is somebody else's: open a new connection with it");
        }
        give(fresh);
        subscriber.reply(Envelope.of(MessageType.REFRESHED).inReplyTo(id).with(expiry().build()));
    }

    /** What a client is told about the connection's end: {@code expires}, unless its token has no end. */
    JsonObjectBuilder expiry() {
        JsonObjectBuilder data = Providers.JSON.createObjectBuilder();
        return caller.expires() == null
                ? data
                : data.add("expires", Timestamps.write(caller.expires().toEpochMilli()));
    }

    /** The connection has ended. */
    void close() {
        use.close();
    }
}
