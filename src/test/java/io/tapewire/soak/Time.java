package io.tapewire.soak;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The soak's time, and how long everything takes on this machine, by a question to the server that has nothing to do with
 * channels: where processors are short, that is not what is looked for. Any thread.
 */
final class Time implements AutoCloseable {
    private static final long BETWEEN_MICROS = 5_000;
    /** What a question may take on a machine that has time. */
    private static final long USUAL_MICROS = 20_000;

    private static final int REMEMBERED = 4_096;

    private final long start = System.nanoTime();
    private final long[] beats = new long[REMEMBERED];
    private final long[] delays = new long[REMEMBERED];
    private final Thread heart = new Thread(this::beat, "soak-time");
    private final Runnable question;
    private volatile boolean stopped;
    private int next;

    Time(Runnable question) {
        this.question = question;
        heart.setDaemon(true);
        heart.start();
    }

    /** Since the beginning; never 0. */
    long micros() {
        return 1 + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
    }

    /** By how much questions since then took longer than usual, all together. */
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
        while (!stopped) {
            long before = micros();
            question.run();
            rest(BETWEEN_MICROS);
            long now = micros();
            note(now, Math.max(0, now - before - USUAL_MICROS));
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
