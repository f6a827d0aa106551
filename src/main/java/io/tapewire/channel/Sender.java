package io.tapewire.channel;

import io.tapewire.fault.FaultLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One thread that moves its subscribers along their logs. Everything about a subscriber happens on its sender, so its
 * state needs no lock. Other threads submit work with {@link #submit}.
 *
 * <p>{@link #step} does one round of the work that can be done now, so that a test can call it in place of the
 * thread.
 */
final class Sender implements Runnable {
    private static final FaultLog FAULTS = FaultLog.of(Sender.class);
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MOST_INBOX = 1_000;
    private static final long OBSERVE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** A pause after a fault, so that a fault that repeats at once does not use the whole processor. */
    private static final long RECOVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final LongSupplier clock;
    private final Pace pace;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Flights flights;
    private final Background background;
    private final int turnFrames;
    private final ArrayDeque<Outbox> ready = new ArrayDeque<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::nanos));
    private final List<Subscriber> subscribers = new ArrayList<>();
    /** Those that follow a pattern. */
    private final Set<Subscriber> followers = new LinkedHashSet<>();

    private final Arrivals arrivals = new Arrivals();
    private volatile boolean followed;
    private volatile Thread parked;
    private volatile boolean stopping;
    private long sweepNanos;
    private long observedNanos;
    private long idleNanos;

    private record Later(long nanos, Runnable work) {}

    /**
     * @param background waits for a store that servers share; {@code null} if there is none
     * @param turnFrames frames sent in a row to a connection that takes them at once; then other connections have
     *     their turn
     */
    Sender(LongSupplier nanoClock, Pace pace, Flights flights, Background background, int turnFrames) {
        this.background = background;
        this.clock = nanoClock;
        this.pace = pace;
        this.flights = flights;
        this.turnFrames = turnFrames;
        this.sweepNanos = nanoClock.getAsLong() + SWEEP_NANOS;
        this.observedNanos = nanoClock.getAsLong();
    }

    /** A channel has been created: offers it to those that follow patterns. Any thread, never blocks. */
    void announce(Channel channel) {
        if (followed && arrivals.add(channel)) {
            submit(this::offerArrivals);
        }
    }

    /** Whether some of its connections follow patterns. Any thread. */
    boolean isFollowed() {
        return followed;
    }

    private void offerArrivals() {
        Arrivals.Batch batch = arrivals.take();
        List.copyOf(followers).forEach(follower -> run(() -> follower.offer(batch)));
    }

    void addFollower(Subscriber subscriber) {
        followers.add(subscriber);
        followed = true;
    }

    void removeFollower(Subscriber subscriber) {
        followers.remove(subscriber);
        followed = !followers.isEmpty();
    }

    /** Queues work for this sender. Any thread, never blocks. */
    void submit(Runnable work) {
        inbox.add(work);
        wake();
    }

    /** This many bytes are no longer in flight. Any thread, never blocks. */
    void landed(int bytes) {
        if (flights.landed(bytes)) {
            wake();
        }
    }

    private void wake() {
        Thread sleeper = parked;
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        }
    }

    /** Runs the work when the clock reaches this time. Only from work of this sender. */
    void submitAt(long nanos, Runnable work) {
        later.add(new Later(nanos, work));
    }

    /**
     * Does something that may wait for a store that servers share, and then goes on here. Others are served meanwhile. Only
     * from work of this sender.
     *
     * @param then is given the failure, or {@code null}
     */
    void aside(Runnable work, Consumer<Throwable> then) {
        if (background == null) {
            then.accept(failureOf(work));
        } else {
            background.run(() -> {
                Throwable failure = failureOf(work);
                submit(() -> then.accept(failure));
            });
        }
    }

    private static Throwable failureOf(Runnable work) {
        try {
            work.run();
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }

    /** Gives a connection another turn after the others. Only from work of this sender. */
    void ready(Outbox outbox) {
        ready.add(outbox);
    }

    @Override
    public void run() {
        // Payara looks for a class with ServiceLoader in every send, through the context class loader. The platform's
        // loader takes a tenth of the time. It is set here, because a managed thread gets the application's loader
        // when it starts.
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        while (!stopping) {
            // an interrupt must not stop this thread, and parkNanos returns at once while the flag is set
            Thread.interrupted();
            try {
                if (!step()) {
                    rest();
                }
            } catch (Throwable fault) {
                FAULTS.report("A sender failed and continues", fault);
                LockSupport.parkNanos(this, RECOVERY_NANOS);
            }
        }
    }

    void stop() {
        submit(() -> stopping = true);
    }

    /** Gives one long turn and does all other work. Returns false if there was nothing to do. */
    boolean step() {
        boolean worked = giveRoom();
        // only one: a turn may be long, and work that has come in meanwhile goes before the next one
        Outbox next = ready.poll();
        if (next != null) {
            run(() -> next.takeQueuedTurn(turnFrames));
            worked = true;
        }
        // bounded, because frames of fast viewers could land faster than this loop runs
        for (int left = MOST_INBOX; left > 0 && !inbox.isEmpty(); left--) {
            run(inbox.poll());
            // each time, or a viewer whose frame has just landed would take the room before those that wait for it
            giveRoom();
            worked = true;
        }
        long now = nanos();
        while (!later.isEmpty() && later.peek().nanos() - now <= 0) {
            run(later.poll().work());
            worked = true;
        }
        if (now - sweepNanos >= 0) {
            sweepNanos = now + SWEEP_NANOS;
            // a copy, because subscribers that are gone leave the list during the loop
            List.copyOf(subscribers).forEach(subscriber -> run(() -> subscriber.checkAlive(now)));
        }
        if (now - observedNanos >= OBSERVE_NANOS) {
            long span = now - observedNanos;
            pace.observe(span - idleNanos, span);
            observedNanos = now;
            idleNanos = 0;
        }
        return worked;
    }

    private boolean giveRoom() {
        boolean given = false;
        for (Outbox next = flights.poll(); next != null; next = flights.poll()) {
            run(next::takeRoom);
            given = true;
        }
        return given;
    }

    private void rest() {
        long began = nanos();
        long until =
                later.isEmpty() ? sweepNanos : Math.min(sweepNanos, later.peek().nanos());
        parked = Thread.currentThread();
        // checked after "parked" is set: work queued before that is seen here, work queued later wakes the thread
        if (inbox.isEmpty() && ready.isEmpty() && !flights.isReady() && until - began > 0) {
            LockSupport.parkNanos(this, until - began);
        }
        parked = null;
        idleNanos += nanos() - began;
    }

    private static void run(Runnable work) {
        // one viewer's fault must not affect the others
        FAULTS.attempt("Some work of a sender failed", work);
    }

    void add(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    List<Subscriber> subscribers() {
        return List.copyOf(subscribers);
    }

    Flights flights() {
        return flights;
    }

    Pace pace() {
        return pace;
    }

    long nanos() {
        return clock.getAsLong();
    }
}
