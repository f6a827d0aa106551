package io.tapewire.file;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Which files are published. Any thread. */
final class PublishedFiles {
    private static final Comparator<PublishedFile> BY_AGE =
            Comparator.comparingLong(PublishedFile::millis).thenComparing(PublishedFile::id);

    private final Map<String, PublishedFile> byId = new HashMap<>();
    private final Map<String, OfChannel> byChannel = new HashMap<>();
    private final PriorityQueue<PublishedFile> byAge = new PriorityQueue<>(BY_AGE);
    private long bytes;

    /** The files of one channel. */
    private static final class OfChannel {
        private final PriorityQueue<PublishedFile> byAge = new PriorityQueue<>(BY_AGE);
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

    synchronized void remove(PublishedFile file) {
        if (byId.remove(file.id()) == null) {
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

    synchronized Optional<PublishedFile> find(String id) {
        return Optional.ofNullable(byId.get(id));
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
        return Optional.ofNullable(byAge.peek());
    }

    synchronized Optional<PublishedFile> oldest(String channel) {
        OfChannel found = byChannel.get(channel);
        return found == null ? Optional.empty() : Optional.of(found.byAge.peek());
    }
}
