package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.protocol.CloseCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** The threads that serve the subscribers. A subscriber stays on one of them for its whole life. Any thread. */
public final class Senders {
    private static final FaultLog FAULTS = FaultLog.of(Senders.class);
    /** No channel has this name. */
    private static final String CONNECTIONS = "";

    private final List<Sender> senders;
    private final Channels channels;
    private final Limits limits;
    /** {@code null} if no store is shared. */
    private final Background background;

    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped;

    public Senders(Channels channels, Limits limits, LongSupplier nanoClock) {
        this.channels = channels;
        this.limits = limits;
        this.background = channels.areShared() ? new Background(limits) : null;
        this.senders = IntStream.range(0, limits.asInt(Limit.SENDER_THREADS))
                .mapToObj(i -> new Sender(
                        nanoClock,
                        new Pace(limits.nanos(Limit.PACE_MIN_MS), limits.nanos(Limit.PACE_MAX_MS)),
                        new Flights(limits.of(Limit.SENDER_BYTES)),
                        background,
                        limits.asInt(Limit.SENDER_TURN_FRAMES)))
                .toList();
        senders.forEach(sender -> {
            channels.onCreation(sender::announce);
            channels.followedIf(name -> sender.isFollowed());
        });
        this.stopped = new CountDownLatch(senders.size());
    }

    public void start(ThreadFactory threads) {
        if (background != null) {
            background.start(threads);
        }
        for (int i = 0; i < senders.size(); i++) {
            Thread thread = threads.newThread(senders.get(i));
            thread.setName("tapewire-sender-" + i);
            thread.start();
        }
    }

    /**
     * Closes every connection so that its client comes back, then stops the threads. Only the first call has an
     * effect.
     */
    public void stop() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        for (Sender sender : senders) {
            FAULTS.attempt("Cannot stop a sender", () -> {
                sender.submit(() -> dismiss(sender));
                sender.stop();
            });
        }
        if (background != null) {
            background.stop();
        }
    }

    private void dismiss(Sender sender) {
        try {
            for (Subscriber each : sender.subscribers()) {
                FAULTS.attempt(
                        "Cannot close a connection",
                        () -> each.close(CloseCode.GOING_AWAY, "the application is being stopped"));
            }
        } finally {
            stopped.countDown();
        }
    }

    /**
     * Closes each connection with a certain chance, so that its client goes on at another server.
     *
     * @param oneIn one of so many is closed
     */
    public void dismiss(long oneIn) {
        for (Sender sender : senders) {
            FAULTS.attempt(
                    "Cannot dismiss viewers",
                    () -> sender.submit(() -> sender.subscribers().stream()
                            .filter(each -> ThreadLocalRandom.current().nextLong(oneIn) == 0)
                            .forEach(each -> each.close(CloseCode.GOING_AWAY, "the server is being drained"))));
        }
    }

    /** Waits until all connections have been told to close. Returns false if that took longer. */
    public boolean awaitStop(Duration most) throws InterruptedException {
        return stopped.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Adds a new connection and assigns it to a sender.
     *
     * @param owner whose quota its subscriptions to channels that do not exist use; a value to compare
     */
    public Subscriber admit(Outlet outlet, Object owner) {
        Sender sender = senders.get(Math.floorMod(next.getAndIncrement(), senders.size()));
        Subscriber subscriber = new Subscriber(outlet, owner, sender, channels, limits, connections::decrementAndGet);
        connections.incrementAndGet();
        return subscriber;
    }

    /** How many connections there are, on all servers that share their channels. */
    public int connections() {
        return connections.get() + channels.overview().elsewhere(CONNECTIONS);
    }

    /** How many connections this server itself has. */
    public int connectionsHere() {
        return connections.get();
    }

    /** What this server contributes to the counts of all: the viewers of each channel, and the connections. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = channels.overview().viewersHere();
        counts.put(CONNECTIONS, (long) connections.get());
        return counts;
    }

    /** Whether there are as many connections as allowed. */
    public boolean isFull() {
        return connections.get() >= limits.of(Limit.CONNECTIONS);
    }

    List<Sender> all() {
        return senders;
    }
}
