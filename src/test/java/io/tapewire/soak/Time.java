package io.tapewire.soak;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The soak's time, and how long the machine kept its own thread waiting: for that no server is to blame. Any thread. */
final class Time implements AutoCloseable {
    private static final long BEAT_MICROS = 5_000;
    private static final int REMEMBERED = 4_096;

    private final long start = System.nanoTime();
    private final long[] beats = new long[REMEMBERED];
    private final long[] delays = new long[REMEMBERED];
    private final Thread heart = new Thread(this::beat, "soak-time");
    private volatile boolean stopped;
    private int next;

    Time() {
        heart.setDaemon(true);
        heart.start();
    }

    /** Since the beginning; never 0. */
    long micros() {
        return 1 + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
    }

    /** How long this process did not get the processor since then, all together. */
    synchronized long delayedSince(long micros) {
        long delayed = 0;
        for (int i = 0; i < REMEMBERED; i++) {
            if (beats[i] > micros) {
                delayed += delays[i];
            }
        }
        return delayed;
    }

    static void rest(long micros) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    }

    private void beat() {
        long before = micros();
        while (!stopped) {
            rest(BEAT_MICROS);
            long now = micros();
            note(now, Math.max(0, now - before - 2 * BEAT_MICROS));
            before = now;
        }
    }

    private synchronized void note(long now, long delay) {
        beats[next] = now;
        delays[next] = delay;
        next = (next + 1) % REMEMBERED;
    }

    @Override
    public void close() {
        stopped = true;
    }
}
