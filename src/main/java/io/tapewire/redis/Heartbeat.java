package io.tapewire.redis;

import io.tapewire.fault.FaultLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** Tells the others again and again that this server is there, and what it keeps. One thread. */
final class Heartbeat {
    private static final FaultLog FAULTS = FaultLog.of(Heartbeat.class);

    private final List<Runnable> beats = new CopyOnWriteArrayList<>();
    private final long intervalMillis;
    private volatile Thread thread;

    Heartbeat(long intervalMillis) {
        this.intervalMillis = intervalMillis;
    }

    /** From now on this is done each time. */
    void add(Runnable beat) {
        beats.add(beat);
    }

    void start(ThreadFactory threads) {
        thread = threads.newThread(this::run);
        thread.setName("tapewire-redis-heartbeat");
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                beats.forEach(beat -> FAULTS.attempt("Cannot tell other servers that this one is there", beat));
                Thread.sleep(intervalMillis);
            }
        } catch (InterruptedException stopped) {
            // only stop() interrupts this thread
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
