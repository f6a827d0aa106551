package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.Archive;
import io.tapewire.log.Log;
import io.tapewire.log.Memory;
import io.tapewire.log.Run;
import io.tapewire.log.Span;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.RecordType;
import io.tapewire.shared.SharedCounts;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All channels by name. A channel exists as long as it has a record or a subscriber. Any thread. */
public final class Channels {
    private static final FaultLog FAULTS = FaultLog.of(Channels.class);

    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final List<Consumer<Channel>> listeners = new CopyOnWriteArrayList<>();
    private final SecureRandom random = new SecureRandom();
    private final Limits limits;
    private final TimeSource clock;
    private final Archive archive;
    private final SharedCounts counts;
    private final Memory memory;
    private final ChannelQuota quota;
    private volatile boolean closed;
    private volatile Predicate<String> followed = name -> false;

    /** Channels that are kept in memory alone. */
    public Channels(Limits limits, TimeSource clock) {
        this(limits, clock, Archive.NONE);
    }

    /** @param archive keeps their logs beyond the memory */
    public Channels(Limits limits, TimeSource clock, Archive archive) {
        this(limits, clock, archive, SharedCounts.NONE);
    }

    /** @param counts how many viewers channels have on other servers */
    public Channels(Limits limits, TimeSource clock, Archive archive, SharedCounts counts) {
        this.limits = limits;
        this.clock = clock;
        this.archive = archive;
        this.counts = counts;
        this.memory = new Memory(limits.of(Limit.CHANNELS_BYTES));
        this.quota = new ChannelQuota(limits);
        archive.onGrowth(this::grown, () -> Set.copyOf(channels.keySet()));
    }

    /** Another server has changed a channel. That matters only if the channel is in memory, or a pattern may fit it. */
    private void grown(String name) {
        Channel channel = channels.get(name);
        if (channel != null) {
            channel.refresh();
            if (memory.isShort()) {
                relieve();
            }
        } else if (followed.test(name)) {
            // it may have been opened before the change
            find(name).ifPresent(Channel::refresh);
        }
    }

    /** Tells whether somebody follows a pattern that such a name fits. */
    void followedIf(Predicate<String> test) {
        followed = followed.or(test);
    }

    /**
     * Appends output that belongs to no declared run; otherwise like
     * {@link #append(String, RecordType, byte[], String)}.
     */
    public Channel append(String name, RecordType type, byte[] utf8) {
        return append(name, type, utf8, null);
    }

    /**
     * Appends output to a channel and creates the channel if necessary.
     *
     * @param utf8 well-formed UTF-8 that begins and ends between two escape sequences
     * @param run the name of the run that printed it; {@code null} if there is none. A name that was not declared
     *     counts as none
     * @throws IllegalArgumentException if the name is not a channel name
     * @throws TooManyChannels if the channel does not exist and there are as many as allowed
     */
    public Channel append(String name, RecordType type, byte[] utf8, String run) {
        return append(name, type, utf8, run, utf8.length);
    }

    /**
     * Appends output whose size masking has changed; otherwise like {@link #append(String, RecordType, byte[], String)}.
     *
     * @param utf8 may be empty
     * @param read how many bytes of the run's text this stands for
     */
    public Channel append(String name, RecordType type, byte[] utf8, String run, int read) {
        return in(name, channel -> channel.append(type, utf8, run, read));
    }

    /** Appends a record that is not output, given as its {@code data} object; otherwise like {@link #append}. */
    public Channel appendMessage(String name, RecordType type, byte[] json) {
        return in(name, channel -> channel.appendMessage(type, json));
    }

    /** Appends a record that is not output, and returns its offset; otherwise like {@link #append}. */
    public long appendPlaced(String name, RecordType type, byte[] json) {
        long[] offset = new long[1];
        in(name, channel -> {
            offset[0] = channel.appendPlaced(type, json);
            return offset[0] > 0;
        });
        return offset[0];
    }

    /** Appends a task's status and remembers it as its last one; otherwise like {@link #appendMessage}. */
    public Channel appendStatus(String name, String taskId, byte[] json) {
        return in(name, channel -> channel.appendStatus(taskId, json));
    }

    /**
     * Starts a run, unless it was declared like this before.
     *
     * @throws io.tapewire.event.RunRefused if the name belongs to another run
     */
    public void start(RunStarted event) {
        in(event.channel(), channel -> channel.start(event));
    }

    /**
     * Ends a run, or output that nobody declared as a run.
     *
     * @throws io.tapewire.event.RunRefused if the run has ended before in another way
     */
    public void end(RunEnded event) {
        // if the channel is being forgotten this returns false, and there is nothing to end
        find(event.channel()).ifPresent(channel -> channel.end(event));
    }

    /** The {@code RunEnded} events for the open runs whose producers have been silent for too long. */
    public List<RunEnded> silentRuns() {
        long silence = TimeUnit.SECONDS.toMillis(limits.of(Limit.RUN_SILENCE_S));
        List<RunEnded> lost = new ArrayList<>();
        forEach(
                "Cannot search a channel for silent runs",
                channel -> channel.log()
                        .silentRuns(silence)
                        .forEach(run -> lost.add(new RunEnded(channel.name(), run, RunOutcome.LOST))));
        return lost;
    }

    private Channel in(String name, Predicate<Channel> append) {
        Channel channel = open(name);
        while (!append.test(channel)) {
            if (closed) {
                throw new IllegalStateException("the server is being stopped");
            }
            channel = open(name);
        }
        if (memory.isShort()) {
            // the record is already appended, so a failure here must not make the caller try again
            FAULTS.attempt("Cannot evict records to free memory", this::relieve);
        }
        return channel;
    }

    /** From now on this is told of each new channel, by the thread that has created it. It must not wait. */
    void onCreation(Consumer<Channel> listener) {
        listeners.add(listener);
    }

    /** The channels with such names, by name. */
    List<Channel> matching(Predicate<String> names) {
        return channels.values().stream()
                .filter(channel -> names.test(channel.name()))
                .sorted(Comparator.comparing(Channel::name))
                .toList();
    }

    /** The channels with such names that are in the archive and not in memory, by name. */
    List<String> asleep(Predicate<String> names) {
        return archive.names().stream()
                .filter(name -> !channels.containsKey(name) && names.test(name))
                .sorted()
                .toList();
    }

    /** Whether there is a channel with that name. Does not wait: one that was created on another server just now may be missing. */
    public boolean has(String name) {
        return channels.containsKey(name) || archive.has(name);
    }

    /** The channel with that name, if it has a record or a subscriber. Reads it from the archive if necessary. */
    public Optional<Channel> find(String name) {
        Channel channel = channels.get(name);
        if (channel == null && archive.finds(name)) {
            channel = open(name);
        }
        return Optional.ofNullable(channel);
    }

    /** Like {@link #find}, with everything that other servers have appended so far. Waits for the store. */
    public Optional<Channel> current(String name) {
        Optional<Channel> found = find(name);
        found.ifPresent(Channel::refresh);
        return found;
    }

    /** Whether there is a channel with that name. Waits for a store that servers share. */
    boolean exists(String name) {
        return channels.containsKey(name) || archive.finds(name);
    }

    /** Reads channels from the archive. */
    void wake(List<String> names) {
        names.forEach(this::find);
    }

    /** Deletes a channel's log; its subscribers get a new, empty one. Returns false if there is no such channel. */
    public boolean delete(String name) {
        Optional<Channel> found = find(name);
        found.ifPresent(channel -> {
            channel.restart();
            forgetIfUnused(channel);
        });
        return found.isPresent();
    }

    /** All channels that have a record or a subscriber, by name. */
    public List<Summary> list() {
        return Stream.concat(
                        channels.values().stream()
                                .map(channel -> new Summary(
                                        channel.name(),
                                        channel.viewers() + elsewhere(channel.name()),
                                        channel.log().span(),
                                        channel.log().runs(1))),
                        archive.list().stream()
                                .filter(kept -> !channels.containsKey(kept.channel()))
                                .map(kept -> new Summary(kept, elsewhere(kept.channel()))))
                .filter(summary -> summary.viewers() > 0 || summary.offset() > 0)
                .sorted(Comparator.comparing(Summary::name))
                .toList();
    }

    /** How many of something there are on other servers, as in {@link SharedCounts}. */
    int elsewhere(String name) {
        return (int) Math.min(Integer.MAX_VALUE, counts.elsewhere(name));
    }

    /** How many viewers each channel has on this server; channels without viewers are left out. */
    Map<String, Long> viewers() {
        Map<String, Long> viewers = new HashMap<>();
        for (Channel channel : channels.values()) {
            long here = channel.viewers();
            if (here > 0) {
                viewers.put(channel.name(), here);
            }
        }
        return viewers;
    }

    /** Seals output that is this old and that no subscriber has asked for. */
    public void sealOlderThan(long millis) {
        forEach("Cannot seal a channel's output", channel -> channel.log().sealOlderThan(millis));
    }

    /** Stores what was sealed and not stored yet, because nobody has asked for it. Waits for the disk. */
    public void store() {
        forEach("Cannot store a channel's output", Channel::flushIfNeeded);
    }

    /** Prepares the logs of channels that get nothing at present for an end of the server without notice. */
    public void markQuiet() {
        long quiet = limits.of(Limit.HISTORY_QUIET_MS);
        forEach("Cannot mark a channel's history", channel -> channel.markIfQuiet(quiet));
    }

    /** The server stops: writes down what all logs are, and ends them. */
    public void close() {
        closed = true;
        forEach("Cannot store a channel's end", channel -> {
            channel.mark();
            channel.log().end();
        });
    }

    /** Forgets the channels that nobody watches and that have not grown for a long time. */
    public void forgetIdle() {
        long idle = TimeUnit.SECONDS.toMillis(limits.of(Limit.CHANNEL_IDLE_S));
        forEach("Cannot forget an idle channel", channel -> forget(channel, idle, true));
    }

    /** Does the work for each channel, even if it fails for some. */
    private void forEach(String failure, Consumer<Channel> work) {
        channels.values()
                .forEach(channel -> FAULTS.attempt(failure, () -> {
                    try {
                        work.accept(channel);
                    } catch (StoreUnavailable later) {
                        // it is logged where it is found out, and done the next time
                        return;
                    }
                }));
    }

    /**
     * Returns the channel with that name, to publish to it, and creates it if necessary. A channel that gets no record
     * is forgotten later.
     *
     * @throws IllegalArgumentException if the name is not a channel name
     * @throws TooManyChannels if there are as many as allowed
     */
    public Channel open(String name) {
        Channel channel = channels.get(name);
        return channel != null && channel.awaitedBy() == null ? channel : take(name, null);
    }

    /**
     * Like {@link #open(String)}, for somebody who has a share of all channels. A channel that counts in nobody's share
     * counts in theirs from now on.
     *
     * @param publisher a value to compare, or {@code null} for somebody who may have them all
     */
    public Channel open(String name, Object publisher) {
        Channel channel = open(name);
        if (publisher != null && channel.publisher() == null) {
            channels.computeIfPresent(name, (key, known) -> {
                if (known.publisher() == null) {
                    known.belongsTo(publisher);
                    quota.takeShare(publisher);
                }
                return known;
            });
        }
        return channel;
    }

    /**
     * Checks that somebody who is about to publish may have one more channel, if this one is new.
     *
     * @param publisher as in {@link #open(String, Object)}
     * @throws TooManyChannels if that takes a new channel, and they have as many as allowed
     */
    public void requireShare(String name, Object publisher) {
        Channel channel = channels.get(name);
        boolean exists = channel == null ? archive.finds(name) : channel.awaitedBy() == null;
        if (publisher != null && !exists) {
            quota.requireShare(publisher);
        }
    }

    /** In whose share a channel counts; nobody's if it does not exist. */
    public Optional<Object> publisherOf(String name) {
        return Optional.ofNullable(channels.get(name)).map(Channel::publisher);
    }

    /**
     * Returns the channel with that name, to watch it, and creates it if necessary.
     *
     * @param owner whose quota counts as long as nobody has published to it
     * @throws IllegalArgumentException if the name is not a channel name
     * @throws TooManyChannels if there are as many as allowed
     */
    Channel await(String name, Object owner) {
        Channel channel = channels.get(name);
        return channel != null ? channel : take(name, owner);
    }

    /**
     * Like {@link #await}, with everything that other servers have appended so far, and ready to be joined. Waits for the
     * store.
     */
    Channel prepare(String name, Object owner) {
        Channel channel = await(name, owner);
        // what the client has seen on another server must be known here
        channel.refresh();
        channel.log().prepareJoin();
        return channel;
    }

    private Channel take(String name, Object awaitedBy) {
        ChannelName.require(name);
        if (!archive.isShared()) {
            return take(name, awaitedBy, logsOf(name)::open);
        }
        Channel taken;
        do {
            taken = channels.get(name);
            // opened before the map is asked, whose other channels should not wait for the store
            Log opened = taken == null ? logsOf(name).open() : null;
            try {
                taken = take(name, awaitedBy, () -> opened);
            } finally {
                if (opened != null && (taken == null || taken.log() != opened)) {
                    opened.end();
                }
            }
        } while (taken == null);
        return taken;
    }

    /** @param log of a new channel. If it is {@code null}, none is created, and {@code null} returned */
    private Channel take(String name, Object awaitedBy, Supplier<Log> log) {
        AtomicBoolean created = new AtomicBoolean();
        Channel taken = channels.compute(name, (key, known) -> {
            if (known == null) {
                Channel fresh = create(key, awaitedBy, log);
                created.set(fresh != null);
                return fresh;
            }
            Object waiting = known.awaitedBy();
            if (awaitedBy == null && waiting != null) {
                quota.take(null);
                quota.give(waiting);
                known.published();
            }
            return known;
        });
        if (created.get()) {
            listeners.forEach(listener -> listener.accept(taken));
        }
        return taken;
    }

    private Channel create(String name, Object awaitedBy, Supplier<Log> opening) {
        quota.take(awaitedBy);
        try {
            Log log = opening.get();
            if (log == null) {
                quota.give(awaitedBy);
                return null;
            }
            return new Channel(name, awaitedBy, limits.of(Limit.INGEST_HOLD_BYTES), logsOf(name), log);
        } catch (Throwable fault) {
            quota.give(awaitedBy);
            throw fault;
        }
    }

    private Channel.Logs logsOf(String name) {
        return new Channel.Logs() {
            @Override
            public Log open() {
                String epoch = newEpoch();
                Log opened = log(epoch, archive.open(name, epoch));
                try {
                    opened.prepareJoin();
                } catch (RuntimeException | Error failure) {
                    opened.end();
                    throw failure;
                }
                return opened;
            }

            @Override
            public Log create() {
                String epoch = newEpoch();
                return log(epoch, archive.create(name, epoch));
            }

            private Log log(String epoch, Optional<Archive.Kept> kept) {
                return kept.map(found -> new Log(name, found.snapshot(), found.store(), limits, memory, clock))
                        .orElseGet(() -> new Log(name, epoch, limits, memory, clock));
            }
        };
    }

    private String newEpoch() {
        byte[] id = new byte[8];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    void forgetIfUnused(Channel channel) {
        forget(channel, Long.MAX_VALUE, false);
    }

    private void forget(Channel channel, long idleMillis, boolean evenIfFollowed) {
        if (channel.log().isIdle(idleMillis)) {
            // before the map is asked, whose other channels should not wait for the disk
            channel.mark();
        }
        channels.computeIfPresent(channel.name(), (name, known) -> {
            if (known != channel || !known.retire(idleMillis, evenIfFollowed)) {
                return known;
            }
            quota.give(known.awaitedBy());
            if (known.publisher() != null) {
                quota.giveShare(known.publisher());
            }
            return null;
        });
    }

    /** Evicts records from the largest logs, and some more than needed, so that it is rarely necessary. */
    private synchronized void relieve() {
        Set<Channel> spent = new HashSet<>();
        while (memory.isShortBy(limits.of(Limit.CHANNELS_BYTES) / 16)) {
            Optional<Channel> largest = channels.values().stream()
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

    TimeSource clock() {
        return clock;
    }

    /** Whether opening and storing waits for a store that other servers share. */
    boolean areShared() {
        return archive.isShared();
    }

    /**
     * A channel as others see it.
     *
     * @param name its name
     * @param viewers how many subscribe to it, on all servers
     * @param epoch which log
     * @param first offset of the oldest retained record
     * @param offset offset of the newest one; smaller than {@code first} if there is none
     * @param bytes of retained payload
     * @param updatedMillis when it last grew; 0 for never
     * @param latestRun the run that began last; {@code null} if it has none
     */
    public record Summary(
            String name,
            int viewers,
            String epoch,
            long first,
            long offset,
            long bytes,
            long updatedMillis,
            Run latestRun) {
        Summary(Archive.Listed kept, int viewers) {
            this(
                    kept.channel(),
                    viewers,
                    kept.span(),
                    kept.latestRun() == null ? List.of() : List.of(kept.latestRun()));
        }

        Summary(String name, int viewers, Span span, List<Run> latest) {
            this(
                    name,
                    viewers,
                    span.epoch(),
                    span.first(),
                    span.last(),
                    span.bytes(),
                    span.updatedMillis(),
                    latest.isEmpty() ? null : latest.get(0));
        }
    }
}
