package io.tapewire.channel;

import io.tapewire.fault.FaultLog;
import io.tapewire.log.Memory;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Makes the largest logs forget their oldest records when all logs together have too much memory. Any thread; one at a time. */
final class Eviction {
    private static final FaultLog FAULTS = FaultLog.of(Eviction.class);

    private final Memory memory;
    /** How much room there is afterwards. It is more than needed, so that evicting is rarely necessary. */
    private final long reserveBytes;

    private final Collection<Channel> channels;

    /** @param channels those in memory, also those that come later */
    Eviction(Memory memory, long mostBytes, Collection<Channel> channels) {
        this.memory = memory;
        this.reserveBytes = mostBytes / 16;
        this.channels = channels;
    }

    /** Evicts records until there is room, or nothing is left to evict. */
    synchronized void relieve() {
        Set<Channel> spent = new HashSet<>();
        while (memory.isShortBy(reserveBytes)) {
            Optional<Channel> largest = channels.stream()
                    .filter(channel -> !spent.contains(channel))
                    .max(Comparator.comparingLong(channel -> channel.log().footprint()));
            if (largest.isEmpty()) {
                return;
            }
            Channel channel = largest.get();
            spent.add(channel);
            FAULTS.attempt("Cannot evict a channel's oldest records", () -> {
                if (channel.log().forgetOldest()) {
                    spent.remove(channel);
                }
            });
        }
    }
}
