package io.tapewire.ingest;

import io.tapewire.channel.Channels;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Rejected;
import io.tapewire.log.Position;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/** The answer that a producer gets at the end. For one request. */
final class Receipt implements BodyReader.Answer {
    private final String channel;
    private final Channels channels;
    private Details details = (bytes, receipt) -> {};
    private LongUnaryOperator size = sent -> sent;
    private Consumer<JsonObject> reader = receipt -> {};
    private Runnable failed = () -> {};

    /** Adds fields to the channel's position. */
    interface Details {
        /**
         * Adds them.
         *
         * @param bytes the size of the body without compression
         */
        void add(long bytes, JsonObjectBuilder receipt);
    }

    Receipt(String channel, Channels channels) {
        this.channel = channel;
        this.channels = channels;
    }

    /** Says more than the channel's position. */
    Receipt with(Details more) {
        details = more;
        return this;
    }

    /**
     * Has another size than what was sent, because that was compressed.
     *
     * @param other the body's size at its end
     */
    Receipt sizedBy(LongSupplier other) {
        size = sent -> other.getAsLong();
        return this;
    }

    /** Passes the receipt to somebody before it is sent. */
    Receipt onWrite(Consumer<JsonObject> other) {
        reader = other;
        return this;
    }

    /** Tells somebody if there is no receipt, because nobody knows whether everything is stored. */
    Receipt onFailure(Runnable other) {
        failed = other;
        return this;
    }

    @Override
    public void accept(AsyncContext exchange, long bytes) throws IOException {
        write((HttpServletResponse) exchange.getResponse(), bytes);
    }

    void write(HttpServletResponse response, long bytes) throws IOException {
        Position position = position();
        JsonObjectBuilder builder = Providers.JSON
                .createObjectBuilder()
                .add("channel", channel)
                .add("epoch", position.epoch())
                .add("offset", position.offset());
        details.add(size.applyAsLong(bytes), builder);
        JsonObject receipt = builder.build();
        reader.accept(receipt);
        JsonAnswer.send(response, Providers.JSON.createObjectBuilder(receipt));
    }

    private Position position() {
        try {
            return channels.open(channel).position();
        } catch (RuntimeException failure) {
            failed.run();
            throw failure;
        }
    }

    @Override
    public void reject(AsyncContext exchange, Rejected reason) throws IOException {
        reason.send((HttpServletRequest) exchange.getRequest(), (HttpServletResponse) exchange.getResponse());
        // now, because the exchange goes on while the producer sends its rest
        exchange.getResponse().getOutputStream().close();
    }
}
