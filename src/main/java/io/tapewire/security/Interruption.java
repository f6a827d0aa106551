package io.tapewire.security;

import java.io.IOException;

/**
 * Interrupts a thread that waits for a request's next bytes, and only then: the thread belongs to the container, which
 * goes on to use it. Any thread.
 */
public final class Interruption {
    private Thread waiting;
    private boolean wanted;

    /** Something that blocks. */
    public interface Wait {
        int await() throws IOException;
    }

    /** Waits, unless an interruption has been asked for. */
    public int around(Wait wait) throws IOException {
        begin();
        try {
            return wait.await();
        } finally {
            end();
        }
    }

    private synchronized void begin() throws IOException {
        if (wanted) {
            throw new IOException("the request was ended");
        }
        waiting = Thread.currentThread();
    }

    private synchronized void end() {
        waiting = null;
        if (wanted) {
            // of ours, so it must not meet what the container does next on this thread
            Thread.interrupted();
        }
    }

    /** Whether somebody has asked for it. */
    synchronized boolean isWanted() {
        return wanted;
    }

    /** Ends the wait; one that has not begun does not begin any more. */
    public synchronized void interrupt() {
        wanted = true;
        if (waiting != null) {
            waiting.interrupt();
        }
    }
}
