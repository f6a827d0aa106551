package io.tapewire.drain;

import io.tapewire.channel.Senders;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.http.Rejected;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Whether this server is being taken out of service. While it drains, it takes no new connections and uploads, and ends those
 * that it has. Any thread.
 */
@ApplicationScoped
public class Drain {
    private static final Logger LOG = System.getLogger(Drain.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(Drain.class);

    @Inject
    private Senders senders;

    @Inject
    private Limits limits;

    @Resource
    private ManagedThreadFactory threads;

    private final Set<Upload> uploads = ConcurrentHashMap.newKeySet();
    /** What has begun and was not cancelled, or {@code null}. */
    private volatile Departure departure;

    /** What has become of it. */
    public enum State {
        SERVING,
        DRAINING,
        /** Nobody is connected any more: the server can be stopped. */
        DRAINED
    }

    /** Begins. If it has begun already, nothing changes. */
    public synchronized void begin() {
        if (departure != null) {
            return;
        }
        LOG.log(
                Logger.Level.INFO,
                "This server is being drained: {0} connections and {1} uploads go on at others within {2} ms",
                connections(),
                uploads.size(),
                limits.of(Limit.DRAIN_PERIOD_MS));
        Departure begun = new Departure(senders, uploads, limits.nanos(Limit.DRAIN_PERIOD_MS));
        Thread thread = threads.newThread(() -> {
            FAULTS.attempt("Cannot drain this server", begun::run);
            LOG.log(
                    Logger.Level.INFO,
                    "{0} connections and {1} uploads are left after draining",
                    connections(),
                    uploads.size());
        });
        thread.setName("tapewire-drain");
        departure = begun;
        thread.start();
    }

    /** From now on it takes everything again. */
    public synchronized void cancel() {
        if (departure != null) {
            departure.cancel();
            departure = null;
            LOG.log(Logger.Level.INFO, "This server is not drained any more");
        }
    }

    /** Waits until it has ended or was cancelled. Returns at once if it has not begun. */
    public void awaitEnd() throws InterruptedException {
        Departure begun = departure;
        if (begun != null) {
            begun.awaitEnd();
        }
    }

    public State state() {
        Departure begun = departure;
        if (begun == null) {
            return State.SERVING;
        }
        return begun.hasEnded() ? State.DRAINED : State.DRAINING;
    }

    /**
     * Does nothing while this server takes new uploads.
     *
     * @throws Rejected if it does not
     */
    public void requireOff() {
        if (departure != null) {
            throw Rejected.draining();
        }
    }

    public int connections() {
        return senders.connectionsHere();
    }

    public int uploads() {
        return uploads.size();
    }

    /**
     * An upload begins.
     *
     * @param stop ends it. Any thread may call it, also before this returns
     * @param resumes whether its producer goes on where it was, at another server. Others may take until the end of the time
     * @return to be called when the upload has ended
     */
    public Runnable join(Consumer<Rejected> stop, boolean resumes) {
        Upload upload = new Upload(stop, resumes);
        uploads.add(upload);
        return () -> uploads.remove(upload);
    }
}
