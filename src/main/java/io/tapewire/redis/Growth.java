package io.tapewire.redis;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Channels that have grown on other servers, each once. Bounded by the number of channels. Any thread. */
final class Growth {
    private final Set<String> channels = new LinkedHashSet<>();

    synchronized void add(String channel) {
        if (channels.add(channel)) {
            notify();
        }
    }

    /** Takes the one that has waited longest, and waits until there is one. */
    synchronized String take() throws InterruptedException {
        while (channels.isEmpty()) {
            wait();
        }
        Iterator<String> oldest = channels.iterator();
        String channel = oldest.next();
        oldest.remove();
        return channel;
    }
}
