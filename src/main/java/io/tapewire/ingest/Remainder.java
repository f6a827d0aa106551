package io.tapewire.ingest;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.http.BrokenAnswer;
import io.tapewire.security.UnwantedBody;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * What a producer still sends after its request was refused. It is thrown away as it comes: a producer that is cut off
 * while it sends may miss its answer. One that is not at its end in time is cut off, because otherwise a thread of the
 * container would wait for it, for any length of time. Guarded by its reader.
 */
final class Remainder {
    private static final Logger LOG = System.getLogger(Remainder.class.getName());

    private final AsyncContext exchange;
    private final IngestTimer timer;
    private final Limits limits;
    private boolean begun;
    private long endNanos;
    private Runnable deadline = () -> {};

    Remainder(AsyncContext exchange, IngestTimer timer, Limits limits) {
        this.exchange = exchange;
        this.timer = timer;
        this.limits = limits;
    }

    /**
     * The request has been answered, and the rest of its body is still to come.
     *
     * @param whenLate is called when it has not come in time
     */
    void begin(Runnable whenLate) {
        begun = true;
        endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(limits.of(Limit.UNREAD_BODY_S));
        try {
            deadline = timer.runIn(Duration.ofSeconds(limits.of(Limit.UNREAD_BODY_S)), whenLate);
        } catch (RejectedExecutionException stopping) {
            LOG.log(Logger.Level.DEBUG, "The rest of a refused upload is not waited for", stopping);
            whenLate.run();
        }
    }

    /** Whether there is one, which has to be read. */
    boolean hasBegun() {
        return begun;
    }

    /** Takes what has come. Returns whether that was all. */
    boolean skip() {
        try {
            return UnwantedBody.skip(exchange.getRequest().getInputStream(), endNanos);
        } catch (IOException gone) {
            LOG.log(Logger.Level.DEBUG, "A refused upload broke off", gone);
            return true;
        }
    }

    /** The exchange ends. */
    void end() {
        deadline.run();
    }

    /** Ends the connection. */
    void cutOff() {
        limits.refused(Limit.UNREAD_BODY_S);
        BrokenAnswer.breakOff(exchange.getResponse(), new IOException("the rest of a refused upload does not come"));
    }
}
