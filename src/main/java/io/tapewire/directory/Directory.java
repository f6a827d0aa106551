package io.tapewire.directory;

import io.tapewire.channel.ChannelSummary;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The list of channels as a log of changes: each change has a revision, and each watcher knows up to which revision it
 * has been told. A channel that changes again moves to the end, so that a slow watcher gets its latest state only, and
 * the log is never longer than the list and what has been removed from it.
 *
 * <p>Any thread. While nobody watches, nothing is compared.
 */
public final class Directory {
    private static final FaultLog FAULTS = FaultLog.of(Directory.class);

    /** Less than any revision: nothing has been told yet. */
    static final long NOTHING = -1;

    private final Supplier<List<ChannelSummary>> channels;
    private final Limits limits;
    private final InstantSource clock;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final Map<String, Row> rows = new HashMap<>();
    private final NavigableMap<Long, Row> changes = new TreeMap<>();
    private final NavigableMap<Long, Row> removals = new TreeMap<>();
    private long revision;
    private long forgottenRevision;
    private long comparedMillis;

    /** @param channels all channels, by name */
    public Directory(Supplier<List<ChannelSummary>> channels, Limits limits, InstantSource clock) {
        this.channels = channels;
        this.limits = limits;
        this.clock = clock;
    }

    /** Tells the client all channels that it may see, and from then on what changes, until the watcher is closed. */
    public Watcher watch(Watcher.Client client) {
        Watcher watcher = new Watcher(this, client);
        watchers.add(watcher);
        refresh();
        watcher.serve();
        return watcher;
    }

    void remove(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** Finds what has changed, if that was not done a moment ago, and tells the watchers. */
    public void refresh() {
        if (watchers.isEmpty() || !compare()) {
            return;
        }
        // what an application's rules throw about one watcher must keep nothing from the others
        watchers.forEach(watcher -> FAULTS.attempt("Cannot tell a change in the list of channels", watcher::serve));
    }

    /** The changes after this revision, or a new list for somebody who knows {@link #NOTHING} or too little. */
    synchronized Changes after(long known) {
        boolean whole = known < forgottenRevision;
        List<Row> next = changes.tailMap(whole ? 0 : known, false).values().stream()
                .limit(limits.of(Limit.LIST_ROWS))
                .toList();
        long last = next.isEmpty()
                ? Math.max(known, revision)
                : next.get(next.size() - 1).revision();
        return new Changes(next, last, whole, changes.higherKey(last) != null);
    }

    /** Returns false if the last comparison is too recent. */
    private synchronized boolean compare() {
        long now = clock.millis();
        if (comparedMillis != 0 && Math.abs(now - comparedMillis) < limits.of(Limit.LIST_INTERVAL_MS)) {
            return false;
        }
        comparedMillis = now;
        Set<String> gone = new HashSet<>(rows.keySet());
        for (ChannelSummary channel : channels.get()) {
            gone.remove(channel.name());
            Row known = rows.get(channel.name());
            if (known == null || isNews(known, channel, now)) {
                put(Row.of(channel, ++revision, now));
            }
        }
        for (String name : gone) {
            Row known = rows.get(name);
            if (!known.isGone()) {
                put(known.gone(++revision, now));
            }
        }
        forgetRemovals();
        return true;
    }

    private boolean isNews(Row known, ChannelSummary channel, long now) {
        if (known.differsFrom(channel)) {
            return true;
        }
        boolean due = Math.abs(now - known.foundMillis()) >= limits.of(Limit.LIST_COUNTS_INTERVAL_MS);
        return due && !known.channel().equals(channel);
    }

    private void put(Row row) {
        Row before = rows.put(row.name(), row);
        if (before != null) {
            changes.remove(before.revision());
            removals.remove(before.revision());
        }
        changes.put(row.revision(), row);
        if (row.isGone()) {
            removals.put(row.revision(), row);
        }
    }

    /** As many removals are kept as there may be channels. Whoever has not been told of older ones gets a new list. */
    private void forgetRemovals() {
        while (removals.size() > limits.of(Limit.CHANNELS)) {
            Row oldest = removals.pollFirstEntry().getValue();
            changes.remove(oldest.revision());
            rows.remove(oldest.name());
            forgottenRevision = oldest.revision();
        }
    }
}
