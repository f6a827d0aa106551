package io.tapewire.socket;

import io.tapewire.access.Access;
import io.tapewire.access.Caller;
import io.tapewire.access.Ending;
import io.tapewire.access.Permission;
import io.tapewire.access.Revocations;
import io.tapewire.audit.Act;
import io.tapewire.audit.Actor;
import io.tapewire.audit.Audit;
import io.tapewire.channel.ChannelPattern;
import io.tapewire.channel.Permitted;
import io.tapewire.channel.Subscriber;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Timestamps;
import io.tapewire.security.Visitor;
import io.tapewire.token.BadToken;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Objects;

/**
 * Whose connection this is, what they may watch, and until when. A fresh token changes it while the connection goes on.
 * For one connection; any thread.
 */
final class Pass {
    private final Subscriber subscriber;
    private final Access access;
    private final Revocations revocations;
    private final ByToken callers;
    private final Visitor visitor;
    private final Audit audit;
    private Caller caller;
    private Revocations.Use use;
    private boolean closed;

    /** Says who has a token. */
    interface ByToken {
        /**
         * Whose it is.
         *
         * @param network where it comes from
         * @throws BadToken if it is not accepted, or was revoked
         */
        Caller callerOf(String token, String network) throws BadToken;
    }

    Pass(Subscriber subscriber, Parts parts, Visitor visitor) {
        this.subscriber = subscriber;
        this.access = parts.access();
        this.revocations = parts.revocations();
        this.callers = parts.callers();
        this.visitor = visitor;
        this.audit = parts.audit();
        give(visitor.caller());
    }

    private synchronized void give(Caller to) {
        if (closed) {
            // the connection has ended meanwhile, so nothing would end the use that begins here
            return;
        }
        Revocations.Use before = use;
        boolean same = caller != null && access.areEqual(caller, to);
        caller = to;
        use = revocations.begin(to, this::end);
        if (before != null) {
            before.close();
        }
        if (same) {
            subscriber.extend(to.expires());
        } else {
            subscriber.permit(permittedTo(to), to.expires());
        }
    }

    private void end(Ending ending) {
        switch (ending) {
            case REVOKED -> subscriber.close(CloseCode.REVOKED, "the permission was taken back");
            case SIGNED_OUT -> subscriber.close(CloseCode.UNAUTHORIZED, "you have signed out");
        }
    }

    private Permitted permittedTo(Caller to) {
        return new Permitted() {
            @Override
            public boolean channel(String name) {
                return access.may(to, Permission.SUBSCRIBE, name);
            }

            @Override
            public boolean pattern(ChannelPattern pattern) {
                return access.mayFollow(to, pattern);
            }
        };
    }

    private synchronized Caller caller() {
        return caller;
    }

    boolean mayWatch(String channel) {
        return access.may(caller(), Permission.SUBSCRIBE, channel);
    }

    /** @throws io.tapewire.access.Forbidden if they may not watch this channel, whether it exists or not */
    void requireWatching(String channel) {
        access.require(caller(), Permission.SUBSCRIBE, channel);
    }

    /** @throws io.tapewire.access.Forbidden if there can be no channel of the pattern that they may watch */
    void requireFollowing(ChannelPattern pattern) {
        access.requireFollowing(caller(), pattern);
    }

    /**
     * Takes a fresh token of the same person. Subscriptions that it does not allow end, all others go on where they
     * are.
     *
     * @throws BadToken if it is not accepted; then the old one stays
     */
    void renew(String token, JsonValue id) throws BadToken {
        Caller fresh = callers.callerOf(token, visitor.network());
        Caller before = caller();
        // so that a connection always belongs to one person, also in what is remembered of it. Tokens that name nobody
        // replace each other: nothing is remembered of whose they are
        if (fresh.kind() != before.kind() || !Objects.equals(fresh.name(), before.name())) {
            throw new BadToken("the token is somebody else's: open a new connection with it");
        }
        give(fresh);
        subscriber.reply(Envelope.of(MessageType.REFRESHED).inReplyTo(id).with(expiry().build()));
    }

    /**
     * Notes that something was refused.
     *
     * @param request what, for instance {@code subscribe build}
     * @param code why, as it is named on the wire
     */
    void noteRefusal(String request, String code) {
        audit.note(Act.REFUSED, Actor.of(caller(), visitor.address()), "/ws " + request, code, 0);
    }

    /** What a client is told about the connection's end: {@code expires}, unless its token has no end. */
    JsonObjectBuilder expiry() {
        JsonObjectBuilder data = Providers.JSON.createObjectBuilder();
        Caller current = caller();
        return current.expires() == null
                ? data
                : data.add("expires", Timestamps.write(current.expires().toEpochMilli()));
    }

    /** The connection has ended. */
    synchronized void close() {
        closed = true;
        use.close();
    }
}
