package io.tapewire.socket;

import io.tapewire.access.Forbidden;
import io.tapewire.channel.Subscriber;
import io.tapewire.fetch.FetchRequest;
import io.tapewire.fetch.Fetches;
import io.tapewire.protocol.BadEnvelope;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.Fields;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;

/** What a client asks for about files. For one connection; one thread at a time, except for {@link #close}. */
final class FileRequests {
    private static final long MOST_NUMBER = 0xFFFF_FFFFL;

    private final Subscriber subscriber;
    private final Pass pass;
    private final Fetches fetches;
    private final boolean binary;

    /** @param binary whether binary frames can be sent on this connection */
    FileRequests(Subscriber subscriber, Pass pass, Fetches fetches, boolean binary) {
        this.subscriber = subscriber;
        this.pass = pass;
        this.fetches = fetches;
        this.binary = binary;
    }

    void fetch(Envelope request) {
        FetchRequest wish = wish(request);
        try {
            pass.requireWatching(wish.channel());
        } catch (Forbidden forbidden) {
            pass.noteRefusal("fetch " + wish.channel(), Forbidden.CODE);
            subscriber.reply(Envelope.error(Forbidden.CODE, forbidden.getMessage())
                    .about(wish.channel())
                    .inReplyTo(wish.id()));
            return;
        }
        fetches.begin(wish);
    }

    private FetchRequest wish(Envelope request) {
        String channel = SubscribeRequest.channel(request);
        if (!binary) {
            throw new BadEnvelope(
                    "wrong_kind",
                    "files need the subprotocol " + SessionOutlet.BINARY + " or " + SessionOutlet.DEFLATE,
                    request.id());
        }
        Fields data = new Fields(request.data(), request.id());
        Long from = data.position("from");
        return new FetchRequest(
                channel,
                file(data),
                number(request),
                request.id(),
                from == null ? 0 : from,
                SubscribeRequest.window(data));
    }

    private static String file(Fields data) {
        String file = data.text("file");
        if (file == null) {
            throw data.bad("data.file", "the id of a file");
        }
        return file;
    }

    /** The number that names a fetch in its pieces. */
    private static long number(Envelope request) {
        JsonValue id = request.id();
        if (id instanceof JsonNumber) {
            Long number = new Fields(
                            Providers.JSON.createObjectBuilder().add("id", id).build(), id)
                    .position("id");
            if (number <= MOST_NUMBER) {
                return number;
            }
        }
        throw new BadEnvelope("bad_field", "id must be a whole number from 0 to " + MOST_NUMBER, id);
    }

    /** Whether this acknowledges pieces of a file, and not a channel's output. */
    static boolean isAboutFile(Envelope acknowledgement) {
        return acknowledgement.data().containsKey("file");
    }

    void acknowledge(Envelope request) {
        String channel = SubscribeRequest.channel(request);
        Fields data = new Fields(request.data(), request.id());
        Long position = data.position("position");
        if (position == null) {
            position = data.position("offset");
        }
        if (position == null) {
            throw data.bad("data.position", "there");
        }
        fetches.acknowledge(channel, file(data), request.id() == null ? null : number(request), position);
    }

    void cancel(Envelope request) {
        fetches.cancel(number(request));
    }

    /** What may be watched has changed. */
    void changePermission() {
        fetches.keepOnly(pass::mayWatch, Forbidden.CODE, "the fresh token does not allow this channel");
    }

    /** The connection has ended. */
    void close() {
        fetches.close();
    }
}
