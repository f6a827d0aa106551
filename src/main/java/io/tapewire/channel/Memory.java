package io.tapewire.channel;

import java.util.concurrent.atomic.AtomicLong;

/** What all logs together occupy, in bytes, and how much that may be. Any thread. */
final class Memory {
    private final AtomicLong used = new AtomicLong();
    private final long most;

    Memory(long most) {
        this.most = most;
    }

    void add(long bytes) {
        used.addAndGet(bytes);
    }

    boolean isShort() {
        return isShortBy(0);
    }

    /** Whether this much more would not fit. */
    boolean isShortBy(long reserve) {
        return used.get() > most - reserve;
    }
}
