package io.tapewire.socket;

import io.tapewire.channel.ChannelName;
import io.tapewire.channel.Subscriber;
import io.tapewire.channel.Subscription;
import io.tapewire.fault.FaultLog;
import io.tapewire.protocol.BadEnvelope;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeDecoder;
import io.tapewire.protocol.Fields;
import io.tapewire.protocol.MessageType;
import jakarta.json.JsonValue;

/** Handles a client's requests, or answers why it cannot. For one connection; one thread at a time. */
final class Requests {
    private static final FaultLog FAULTS = FaultLog.of(Requests.class);

    private final EnvelopeDecoder decoder = new EnvelopeDecoder();
    private final Subscriber subscriber;

    Requests(Subscriber subscriber) {
        this.subscriber = subscriber;
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
            subscriber.subscribe(Subscription.whole(ChannelName.require(channel)));
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
            case SUBSCRIBE -> subscriber.subscribe(subscription(request));
            case UNSUBSCRIBE -> subscriber.unsubscribe(channel(request), request.id());
            case ACK -> acknowledge(request);
            default ->
                throw new BadEnvelope("unknown_type", request.type().wireName() + " is not a request", request.id());
        }
    }

    private static Subscription subscription(Envelope request) {
        Fields data = new Fields(request.data(), request.id());
        String epoch = data.text("epoch");
        Long offset = data.position("offset");
        Long window = data.position("window");
        if (epoch == null != (offset == null)) {
            throw data.bad("data.epoch and data.offset", "there both or neither");
        }
        if (window != null && (window < 1 || window > Integer.MAX_VALUE)) {
            throw data.bad("data.window", "a number of bytes from 1 to " + Integer.MAX_VALUE);
        }
        return new Subscription(
                channel(request),
                epoch,
                offset == null ? 0 : offset,
                window == null ? 0 : window.intValue(),
                request.id());
    }

    private void acknowledge(Envelope request) {
        Fields data = new Fields(request.data(), request.id());
        Long offset = data.position("offset");
        if (offset == null) {
            throw data.bad("data.offset", "there");
        }
        subscriber.acknowledge(channel(request), offset, request.id());
    }

    private static String channel(Envelope request) {
        try {
            return ChannelName.require(request.channel());
        } catch (IllegalArgumentException bad) {
            throw new BadEnvelope("bad_channel", bad.getMessage(), request.id());
        }
    }

    private void refuse(String code, String message, String channel, JsonValue id) {
        subscriber.reply(Envelope.error(code, message).about(channel).inReplyTo(id));
    }
}
