package io.tapewire.channel;

import java.util.ArrayList;
import java.util.List;

/**
 * New channels on their way to the connections that follow patterns. Their number is bounded: if more come at once, the
 * connections look at all channels instead. Any thread.
 */
final class Arrivals {
    private static final int MOST = 1_000;

    private List<Channel> waiting = new ArrayList<>();
    private boolean overflown;

    /**
     * What has arrived.
     *
     * @param complete false if there are more, so that all channels have to be looked at
     */
    record Batch(List<Channel> channels, boolean complete) {}

    /** Adds a channel. Returns whether it is the first one, so that somebody has to be told to take it. */
    synchronized boolean add(Channel channel) {
        if (waiting.size() == MOST) {
            overflown = true;
            return false;
        }
        waiting.add(channel);
        return waiting.size() == 1;
    }

    /** Takes everything that waits. */
    synchronized Batch take() {
        Batch batch = new Batch(waiting, !overflown);
        waiting = new ArrayList<>();
        overflown = false;
        return batch;
    }
}
