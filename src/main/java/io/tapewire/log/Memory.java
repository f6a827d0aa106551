package io.tapewire.log;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all logs together use, in bytes, and its limit. Any thread. */
public final class Memory {
    private final AtomicLong used = new AtomicLong();
    private final long most;

    public Memory(long most) {
        this.most = most;
    }

    void add(long bytes) {
        used.addAndGet(bytes);
    }

    public boolean isShort() {
        return isShortBy(0);
    }

    /** Whether this much more would not fit. */
    public boolean isShortBy(long reserve) {
        return used.get() > most - reserve;
    }
}
