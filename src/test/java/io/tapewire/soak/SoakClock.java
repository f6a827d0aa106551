package io.tapewire.soak;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The soak's time, and how slow this machine is: a thread sends the server one request after the other that has nothing to do
 * with channels. What these requests take too long is not a fault of the delivery. Any thread.
 */
final class SoakClock implements AutoCloseable {
    private static final long BETWEEN_MICROS = 5_000;
    /** What such a request may take on a machine that is not overloaded. */
    private static final long NORMAL_MICROS = 20_000;

    private static final int REMEMBERED = 4_096;

    private final long start = System.nanoTime();
    private final long[] times = new long[REMEMBERED];
    private final long[] delays = new long[REMEMBERED];
    private final Thread prober = new Thread(this::probe, "soak-probe");
    private final Runnable request;
    private volatile boolean stopped;
    private final AtomicLong answered = new AtomicLong();
    private int next;

    SoakClock(Runnable request) {
        this.request = request;
        prober.setDaemon(true);
        prober.start();
    }

    /** Since the beginning; never 0. */
    long micros() {
        return 1 + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
    }

    /** How much longer than normal the requests since then took, all together. */
    synchronized long delayedSince(long micros) {
        long delayed = 0;
        for (int i = 0; i < REMEMBERED; i++) {
            if (times[i] > micros) {
                delayed += delays[i];
            }
        }
        return delayed;
    }

    static void rest(long micros) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    }

    /**
     * Waits until a request that is sent from now on has been answered, or for as long as that. Whoever waits for this asks no more
     * of the server than it can do.
     */
    void awaitAnswer(Duration most) {
        // the next answer may be the one to a request that has been sent already
        long wanted = answered.get() + 2;
        long deadline = System.nanoTime() + most.toNanos();
        while (answered.get() < wanted && System.nanoTime() < deadline) {
            rest(BETWEEN_MICROS);
        }
    }

    private void probe() {
        while (!stopped) {
            long before = micros();
            request.run();
            answered.incrementAndGet();
            rest(BETWEEN_MICROS);
            long now = micros();
            note(now, Math.max(0, now - before - NORMAL_MICROS));
        }
    }

    private synchronized void note(long now, long delay) {
        times[next] = now;
        delays[next] = delay;
        next = (next + 1) % REMEMBERED;
    }

    @Override
    public void close() {
        stopped = true;
    }
}
