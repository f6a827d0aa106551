package io.tapewire.channel;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The channels that are only in the archive when somebody begins to follow a pattern that they fit. {@link #run} reads
 * them, on a thread that may wait; the connection's sender does the rest.
 */
final class Awakening implements Runnable {
    private final Channels channels;
    private final Set<String> names;
    private final int room;
    private final Set<String> wanted;
    private final Set<String> missed = new HashSet<>(0);
    private String refusal;

    /**
     * @param room how many can be followed
     * @param wanted channels of which it must be known whether they exist
     */
    Awakening(Channels channels, List<String> names, int room, Set<String> wanted) {
        this.channels = channels;
        this.names = new LinkedHashSet<>(names);
        this.room = room;
        this.wanted = wanted;
    }

    @Override
    public void run() {
        try {
            channels.wake(names.stream().limit(room).toList());
        } catch (TooManyChannels full) {
            refusal = full.getMessage();
        }
        wanted.stream().filter(name -> !channels.overview().exists(name)).forEach(missed::add);
    }

    /** Whether it was one of them. */
    boolean knows(String name) {
        return names.contains(name);
    }

    /** How many there is no room for. */
    int leftOut() {
        return Math.max(0, names.size() - room);
    }

    /** Why the server could not read all of them, or {@code null}. */
    String refusal() {
        return refusal;
    }

    /** Whether one that must be known does not exist. */
    boolean misses(String name) {
        return missed.contains(name);
    }
}
