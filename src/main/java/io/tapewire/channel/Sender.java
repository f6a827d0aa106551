package io.tapewire.channel;

import io.tapewire.fault.FaultLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * One thread that moves its subscribers along their logs. All that concerns a subscriber happens on its sender, so
 * nothing of it is locked; others leave work with {@link #submit}.
 *
 * <p>{@link #step} does one round of what can be done now, so that a test can be the thread.
 */
final class Sender implements Runnable {
    private static final FaultLog FAULTS = FaultLog.of(Sender.class);
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MOST_INBOX = 1_000;
    private static final long OBSERVE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** So that a fault that comes back at once does not take the whole processor. */
    private static final long RECOVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final LongSupplier clock;
    private final Pace pace;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Flights flights;
    private final int turnFrames;
    private final ArrayDeque<Outbox> ready = new ArrayDeque<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::nanos));
    private final List<Subscriber> subscribers = new ArrayList<>();
    private volatile Thread parked;
    private volatile boolean stopping;
    private long sweepNanos;
    private long observedNanos;
    private long idleNanos;

    private record Later(long nanos, Runnable work) {}

    /** @param turnFrames sent in a row to a connection that takes them at once; then others have their turn */
    Sender(LongSupplier nanoClock, Pace pace, Flights flights, int turnFrames) {
        this.clock = nanoClock;
        this.pace = pace;
        this.flights = flights;
        this.turnFrames = turnFrames;
        this.sweepNanos = nanoClock.getAsLong() + SWEEP_NANOS;
        this.observedNanos = nanoClock.getAsLong();
    }

    /** Leaves work for this sender. Any thread, never blocks. */
    void submit(Runnable work) {
        inbox.add(work);
        wake();
    }

    /** Something that was under way is so no more. Any thread, never blocks. */
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

    /** Has the work done when the clock shows so much. Only from work of this sender. */
    void submitAt(long nanos, Runnable work) {
        later.add(new Later(nanos, work));
    }

    /** Gives a connection another turn after the others. Only from work of this sender. */
    void ready(Outbox outbox) {
        ready.add(outbox);
    }

    @Override
    public void run() {
        // Payara looks for a class with ServiceLoader in every send, through this loader: the platform's answers in a
        // tenth of the time. To be set in here, because a managed thread gets the application's loader when it starts.
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        while (!stopping) {
            // an interrupt ends nothing here, and no rest would last as long as it stands
            Thread.interrupted();
            try {
                if (!step()) {
                    rest();
                }
            } catch (Throwable fault) {
                FAULTS.report("A sender stumbled, and goes on", fault);
                LockSupport.parkNanos(this, RECOVERY_NANOS);
            }
        }
    }

    void stop() {
        submit(() -> stopping = true);
    }

    /** One long turn, and whatever else there is to do. Returns false if that was nothing. */
    boolean step() {
        boolean worked = giveRoom();
        // one: a turn may be long, and what has come meanwhile goes before the next one
        Outbox next = ready.poll();
        if (next != null) {
            run(() -> next.takeQueuedTurn(turnFrames));
            worked = true;
        }
        // a bound: viewers that take fast could land faster than this goes round
        for (int left = MOST_INBOX; left > 0 && !inbox.isEmpty(); left--) {
            run(inbox.poll());
            // each time: whoever has landed would take the room again before those who wait for it
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
            // a copy: those who are gone leave the list meanwhile
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
        // after saying that it sleeps: what was left before then is seen here, what comes after wakes it
        if (inbox.isEmpty() && ready.isEmpty() && !flights.isReady() && until - began > 0) {
            LockSupport.parkNanos(this, until - began);
        }
        parked = null;
        idleNanos += nanos() - began;
    }

    private static void run(Runnable work) {
        // one viewer's fault must not end the service to all others
        FAULTS.attempt("A part of a sender's work failed", work);
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
