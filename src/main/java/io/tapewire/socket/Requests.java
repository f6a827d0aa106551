package io.tapewire.socket;

import io.tapewire.access.Forbidden;
import io.tapewire.channel.ChannelName;
import io.tapewire.channel.ChannelPattern;
import io.tapewire.channel.Following;
import io.tapewire.channel.Subscriber;
import io.tapewire.channel.Subscription;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.protocol.BadEnvelope;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Depth;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeDecoder;
import io.tapewire.protocol.Fields;
import io.tapewire.protocol.MessageType;
import io.tapewire.security.Budget;
import io.tapewire.token.BadToken;
import io.tapewire.token.KeysUnavailable;
import jakarta.json.JsonValue;
import java.util.Map;

/** Handles a client's requests, or answers why it cannot. For one connection; one thread at a time. */
final class Requests {
    private static final FaultLog FAULTS = FaultLog.of(Requests.class);

    private final EnvelopeDecoder decoder;
    private final Subscriber subscriber;
    private final Pass pass;
    private final Limits limits;
    private final Budget searches;
    private final ListView list;
    private final FileRequests files;

    /** @param searches requests that look at all channels: subscriptions to patterns, fresh tokens, and the list */
    Requests(Subscriber subscriber, Pass pass, Limits limits, Budget searches, ListView list, FileRequests files) {
        this.subscriber = subscriber;
        this.pass = pass;
        this.limits = limits;
        this.searches = searches;
        this.decoder = new EnvelopeDecoder(
                new Depth(limits.asInt(Limit.MESSAGE_DEPTH), () -> limits.refused(Limit.MESSAGE_DEPTH)));
        this.list = list;
        this.files = files;
    }

    /** Handles one message. */
    void take(String message) {
        try {
            carryOut(decoder.decode(message));
        } catch (BadEnvelope bad) {
            refuse(bad.code(), bad.getMessage(), null, bad.id());
        } catch (Throwable fault) {
            FAULTS.report("A client's request failed, closing its connection so that it comes back", fault);
            subscriber.close(CloseCode.FAULT, "a request failed");
        }
    }

    /** Subscribes to a channel that is named in the address. */
    void watch(String channel) {
        try {
            if (ChannelPattern.isPattern(channel)) {
                follow(new Following(ChannelPattern.of(channel), Map.of(), 0, null));
            } else {
                subscribe(Subscription.whole(ChannelName.require(channel)));
            }
        } catch (IllegalArgumentException bad) {
            refuse("bad_channel", bad.getMessage(), channel, null);
        }
    }

    void refuse(String code, String message) {
        refuse(code, message, null, null);
    }

    private void carryOut(Envelope request) {
        switch (request.type()) {
            case PING -> subscriber.reply(Envelope.of(MessageType.PONG).inReplyTo(request.id()));
            case SUBSCRIBE -> {
                if (isForPattern(request)) {
                    follow(SubscribeRequest.following(request, limits));
                } else {
                    subscribe(SubscribeRequest.subscription(request));
                }
            }
            case UNSUBSCRIBE -> {
                if (isForPattern(request)) {
                    subscriber.unfollow(SubscribeRequest.pattern(request), request.id());
                } else {
                    subscriber.unsubscribe(SubscribeRequest.channel(request), request.id());
                }
            }
            case ACK -> {
                if (FileRequests.isAboutFile(request)) {
                    files.acknowledge(request);
                } else {
                    acknowledge(request);
                }
            }
            case FETCH -> files.fetch(request);
            case CANCEL -> files.cancel(request);
            case REFRESH -> refresh(request);
            case WATCH_CHANNELS -> {
                if (searches.take()) {
                    list.begin();
                } else {
                    refuseSearch(null, request.id());
                }
            }
            default ->
                throw new BadEnvelope("unknown_type", request.type().wireName() + " is not a request", request.id());
        }
    }

    private void subscribe(Subscription wish) {
        try {
            pass.requireWatching(wish.channel());
        } catch (Forbidden forbidden) {
            pass.noteRefusal("subscribe " + wish.channel(), Forbidden.CODE);
            refuse(Forbidden.CODE, forbidden.getMessage(), wish.channel(), wish.id());
            return;
        }
        subscriber.subscribe(wish);
    }

    private void follow(Following wish) {
        if (!searches.take()) {
            refuseSearch(wish.pattern().toString(), wish.id());
            return;
        }
        try {
            pass.requireFollowing(wish.pattern());
        } catch (Forbidden forbidden) {
            pass.noteRefusal("subscribe " + wish.pattern(), Forbidden.CODE);
            refuse(Forbidden.CODE, forbidden.getMessage(), wish.pattern().toString(), wish.id());
            return;
        }
        subscriber.follow(wish);
    }

    private static boolean isForPattern(Envelope request) {
        return ChannelPattern.isPattern(request.channel());
    }

    private void refresh(Envelope request) {
        Fields data = new Fields(request.data(), request.id());
        String token = data.text("token");
        if (token == null) {
            throw data.bad("data.token", "a token");
        }
        if (!searches.take()) {
            refuseSearch(null, request.id());
            return;
        }
        try {
            pass.renew(token, request.id());
            list.changePermission();
            files.changePermission();
        } catch (BadToken bad) {
            pass.noteRefusal("refresh", "unauthorized");
            refuse("unauthorized", bad.getMessage(), null, request.id());
        } catch (KeysUnavailable outage) {
            refuse("keys_unavailable", outage.getMessage(), null, request.id());
        }
    }

    private void refuseSearch(String channel, JsonValue id) {
        limits.refused(Limit.CONNECTION_SEARCHES_PER_MIN);
        pass.noteRefusal("search", "too_many_requests");
        refuse(
                "too_many_requests",
                "too many patterns, tokens and lists in the last minute: wait a moment",
                channel,
                id);
    }

    private void acknowledge(Envelope request) {
        Fields data = new Fields(request.data(), request.id());
        Long offset = data.position("offset");
        if (offset == null) {
            throw data.bad("data.offset", "there");
        }
        subscriber.acknowledge(SubscribeRequest.channel(request), offset, request.id());
    }

    private void refuse(String code, String message, String channel, JsonValue id) {
        subscriber.reply(Envelope.error(code, message).about(channel).inReplyTo(id));
    }
}
