package io.tapewire.file;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which files are published. Any thread. */
final class PublishedFiles {
    private static final Comparator<PublishedFile> BY_AGE = Comparator.comparingLong(PublishedFile::millis)
            .thenComparingLong(PublishedFile::offset)
            .thenComparing(PublishedFile::id);

    private final Map<String, PublishedFile> byId = new HashMap<>();
    private final Map<String, OfChannel> byChannel = new HashMap<>();
    private final TreeSet<PublishedFile> byAge = new TreeSet<>(BY_AGE);
    private long bytes;

    /** The files of one channel. */
    private static final class OfChannel {
        private final TreeSet<PublishedFile> byAge = new TreeSet<>(BY_AGE);
        private long bytes;
    }

    synchronized void add(PublishedFile file) {
        byId.put(file.id(), file);
        byAge.add(file);
        OfChannel channel = byChannel.computeIfAbsent(file.channel(), first -> new OfChannel());
        channel.byAge.add(file);
        channel.bytes += file.bytes();
        bytes += file.bytes();
    }

    synchronized void remove(PublishedFile other) {
        // as it is here: more may be known of it
        PublishedFile file = byId.remove(other.id());
        if (file == null) {
            return;
        }
        byAge.remove(file);
        OfChannel channel = byChannel.get(file.channel());
        channel.byAge.remove(file);
        channel.bytes -= file.bytes();
        bytes -= file.bytes();
        if (channel.byAge.isEmpty()) {
            byChannel.remove(file.channel());
        }
    }

    /** More is known of a file that is here; it is gone if it was removed meanwhile. */
    synchronized void replace(PublishedFile file) {
        PublishedFile before = byId.get(file.id());
        if (before != null) {
            remove(before);
            add(file);
        }
    }

    synchronized Optional<PublishedFile> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Those of a channel, newest first. */
    synchronized List<PublishedFile> list(String channel, int most) {
        OfChannel found = byChannel.get(channel);
        return found == null
                ? List.of()
                : found.byAge.descendingSet().stream().limit(most).toList();
    }

    synchronized List<PublishedFile> all() {
        return List.copyOf(byId.values());
    }

    synchronized int count() {
        return byId.size();
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized long bytes(String channel) {
        OfChannel found = byChannel.get(channel);
        return found == null ? 0 : found.bytes;
    }

    synchronized Optional<PublishedFile> oldest() {
        return byAge.isEmpty() ? Optional.empty() : Optional.of(byAge.first());
    }

    synchronized Optional<PublishedFile> oldest(String channel) {
        OfChannel found = byChannel.get(channel);
        return found == null ? Optional.empty() : Optional.of(found.byAge.first());
    }
}
