package io.tapewire.cli.reading;

import com.grack.nanojson.JsonWriter;
import io.tapewire.cli.server.Server;
import io.tapewire.cli.upload.Backoff;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Follows a channel live. A connection that breaks is replaced, and the channel continues where it was. One thread. */
public final class Tail {
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Server server;
    private final String channel;
    private final Messages messages;
    private final Backoff backoff = new Backoff();

    /** @param start where to begin, or {@code null} for what the server has in its memory */
    public Tail(Server server, String channel, Position start, Screen screen) {
        this.server = server;
        this.channel = channel;
        this.messages = new Messages(screen, start);
    }

    /**
     * Follows the channel until the server refuses to go on.
     *
     * @return why
     */
    public String follow() throws InterruptedException {
        while (messages.refusal() == null) {
            String refusal = connect();
            if (refusal != null) {
                return refusal;
            }
            if (messages.refusal() == null) {
                TimeUnit.MILLISECONDS.sleep(backoff.next().toMillis());
            }
        }
        return messages.refusal();
    }

    /** Follows by one connection, until it breaks. Returns why no other is wanted, or {@code null}. */
    private String connect() throws InterruptedException {
        Link link = new Link(messages);
        try {
            server.connect(link).get();
            backoff.reset();
            link.send(subscription());
            return link.await(SILENCE);
        } catch (ExecutionException e) {
            return e.getCause() instanceof WebSocketHandshakeException refused ? meaning(refused) : null;
        } finally {
            link.abort();
        }
    }

    private static String meaning(WebSocketHandshakeException refused) {
        int status = refused.getResponse().statusCode();
        return status == 401 || status == 403 ? "the server answers " + status : null;
    }

    private String subscription() {
        var request = JsonWriter.string().object().value("type", "subscribe").value("channel", channel);
        Position position = messages.position();
        if (position != null) {
            request.object("data")
                    .value("epoch", position.epoch())
                    .value("offset", position.offset())
                    .end();
        }
        return request.end().done();
    }
}
