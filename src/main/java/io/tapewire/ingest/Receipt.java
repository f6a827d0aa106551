package io.tapewire.ingest;

import io.tapewire.channel.Channels;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Rejected;
import io.tapewire.log.Position;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The answer that a producer gets at the end: the channel's position and what its upload adds to that. */
final class Receipt implements BodyReader.Answer {
    private final Channels channels;
    private final String channel;
    private final Details details;

    /** Adds the fields of an answer other than the channel's position. */
    interface Details {
        void add(long bytes, JsonObjectBuilder receipt);
    }

    Receipt(Channels channels, String channel, Details details) {
        this.channels = channels;
        this.channel = channel;
        this.details = details;
    }

    @Override
    public void accept(AsyncContext exchange, long bytes) throws IOException {
        write((HttpServletResponse) exchange.getResponse(), bytes);
    }

    void write(HttpServletResponse response, long bytes) throws IOException {
        Position position = channels.open(channel).position();
        JsonObjectBuilder receipt = Providers.JSON
                .createObjectBuilder()
                .add("channel", channel)
                .add("epoch", position.epoch())
                .add("offset", position.offset());
        details.add(bytes, receipt);
        JsonAnswer.send(response, receipt);
    }

    @Override
    public void reject(AsyncContext exchange, Rejected reason) throws IOException {
        reason.send((HttpServletRequest) exchange.getRequest(), (HttpServletResponse) exchange.getResponse());
    }
}
