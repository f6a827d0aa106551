package io.tapewire.channel;

import io.tapewire.log.Archive;
import io.tapewire.shared.SharedCounts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which channels there are, in memory and in the archive, and how many viewers they have on all servers. Any thread. */
final class Overview {
    private final Map<String, Channel> inMemory;
    private final Archive archive;
    private final SharedCounts counts;

    /** @param inMemory the channels in memory by name, also those that come later */
    Overview(Map<String, Channel> inMemory, Archive archive, SharedCounts counts) {
        this.inMemory = inMemory;
        this.archive = archive;
        this.counts = counts;
    }

    /** All channels that have a record or a subscriber, by name. */
    List<ChannelSummary> list() {
        return Stream.concat(
                        inMemory.values().stream().map(this::summary),
                        archive.list().stream()
                                .filter(kept -> !inMemory.containsKey(kept.channel()))
                                .map(kept -> new ChannelSummary(kept, elsewhere(kept.channel()))))
                .filter(summary -> summary.viewers() > 0 || summary.offset() > 0)
                .sorted(Comparator.comparing(ChannelSummary::name))
                .toList();
    }

    /** The channels with such names that are in memory, by name. */
    List<Channel> matching(Predicate<String> names) {
        return inMemory.values().stream()
                .filter(channel -> names.test(channel.name()))
                .sorted(Comparator.comparing(Channel::name))
                .toList();
    }

    /** The channels with such names that are in the archive and not in memory, by name. */
    List<String> asleep(Predicate<String> names) {
        return archive.names().stream()
                .filter(name -> !inMemory.containsKey(name) && names.test(name))
                .sorted()
                .toList();
    }

    /** Whether there is a channel with that name. Does not wait: one that was created on another server just now may be missing. */
    boolean has(String name) {
        return inMemory.containsKey(name) || archive.has(name);
    }

    /** Whether there is a channel with that name. Waits for a store that servers share. */
    boolean exists(String name) {
        return inMemory.containsKey(name) || archive.finds(name);
    }

    private ChannelSummary summary(Channel channel) {
        String name = channel.name();
        return new ChannelSummary(
                name,
                channel.viewers() + elsewhere(name),
                channel.log().span(),
                channel.log().runs(1));
    }

    /** How many of something there are on other servers, as in {@link SharedCounts}. */
    int elsewhere(String name) {
        return (int) Math.min(Integer.MAX_VALUE, counts.elsewhere(name));
    }

    /** How many viewers each channel has on this server; channels without viewers are left out. */
    Map<String, Long> viewersHere() {
        Map<String, Long> viewers = new HashMap<>();
        for (Channel channel : inMemory.values()) {
            long here = channel.viewers();
            if (here > 0) {
                viewers.put(channel.name(), here);
            }
        }
        return viewers;
    }
}
