package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Frame;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeEncoder;
import jakarta.json.JsonValue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * What one connection is told besides output: answers to its requests, and notices that answer none. Each kind is
 * bounded, because a client may send without reading.
 *
 * <p>Any thread may {@link #expect} an answer; the connection's sender alone does the rest.
 */
final class Answers {
    private static final EnvelopeEncoder ENCODER = new EnvelopeEncoder();

    private final Outbox outbox;
    private final Limits limits;
    private final TimeSource clock;
    private final BiConsumer<CloseCode, String> close;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Runnable answered = unanswered::decrementAndGet;
    private final Runnable noticed = this::noticed;
    private int notices;

    /** @param close closes the connection if its client does not read what it is told */
    Answers(Outbox outbox, Limits limits, TimeSource clock, BiConsumer<CloseCode, String> close) {
        this.outbox = outbox;
        this.limits = limits;
        this.clock = clock;
        this.close = close;
    }

    /**
     * A request has come. Returns false if too many are not answered yet, and then closes the connection.
     */
    boolean expect() {
        if (unanswered.incrementAndGet() > limits.of(Limit.CONNECTION_REPLIES)) {
            limits.refused(Limit.CONNECTION_REPLIES);
            close.accept(CloseCode.ABUSE, "too many requests without reading the answers");
            return false;
        }
        return true;
    }

    /** A request gets no answer, or one that its cursor sends. */
    void expectNone() {
        unanswered.decrementAndGet();
    }

    void answer(Envelope envelope) {
        outbox.reply(frame(envelope), answered);
    }

    /** Answers a request that counted as answered before. */
    void answerLate(Frame frame) {
        unanswered.incrementAndGet();
        outbox.reply(frame, answered);
    }

    void refuse(String code, String message, String channel, JsonValue id) {
        answer(Envelope.error(code, message).about(channel).inReplyTo(id));
    }

    /**
     * Sends something that answers no request. A client that lets too much of it wait has not been told everything, so
     * it has to come back.
     */
    void tell(Frame frame) {
        if (notices >= limits.of(Limit.CONNECTION_NOTICES)) {
            limits.refused(Limit.CONNECTION_NOTICES);
            close.accept(CloseCode.UNRESPONSIVE, "too much waits to be received");
            return;
        }
        notices++;
        outbox.reply(frame, noticed);
    }

    void tell(Envelope envelope) {
        tell(frame(envelope));
    }

    /**
     * Sends one of a row of messages, each of which waits until the one before is taken. So they need no bound here.
     *
     * @param taken called when the message leaves the queue
     */
    void tell(Envelope envelope, Runnable taken) {
        outbox.reply(frame(envelope), taken);
    }

    private void noticed() {
        notices--;
    }

    private Frame frame(Envelope envelope) {
        return Frame.reply(ENCODER.encodeBytes(envelope.stamped(clock.instant())));
    }
}
