package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunStarted;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.Archive;
import io.tapewire.log.Log;
import io.tapewire.log.Memory;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.RecordType;
import io.tapewire.shared.SharedCounts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** All channels by name. A channel exists as long as it has a record or a subscriber. Any thread. */
public final class Channels {
    private static final FaultLog FAULTS = FaultLog.of(Channels.class);

    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final List<Consumer<Channel>> listeners = new CopyOnWriteArrayList<>();
    private final long holdBytes;
    private final TimeSource clock;
    private final Archive archive;
    private final Logs logs;
    private final Memory memory;
    private final Eviction eviction;
    private final ChannelQuota quota;
    private final Overview overview;
    private final Upkeep upkeep;
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
        this.holdBytes = limits.of(Limit.INGEST_HOLD_BYTES);
        this.clock = clock;
        this.archive = archive;
        this.memory = new Memory(limits.of(Limit.CHANNELS_BYTES));
        this.logs = new Logs(archive, limits, memory, clock);
        this.eviction = new Eviction(memory, limits.of(Limit.CHANNELS_BYTES), channels.values());
        this.quota = new ChannelQuota(limits);
        this.overview = new Overview(channels, archive, counts);
        this.upkeep = new Upkeep(this, limits);
        archive.onGrowth(this::grown, () -> Set.copyOf(channels.keySet()));
    }

    /** Another server has changed a channel. That matters only if the channel is in memory, or a pattern may fit it. */
    private void grown(String name) {
        Channel channel = channels.get(name);
        if (channel != null) {
            channel.refresh();
            if (memory.isShort()) {
                eviction.relieve();
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
            FAULTS.attempt("Cannot evict records to free memory", eviction::relieve);
        }
        return channel;
    }

    /** From now on this is told of each new channel, by the thread that has created it. It must not wait. */
    void onCreation(Consumer<Channel> listener) {
        listeners.add(listener);
    }

    /** Whether there is a channel with that name. Does not wait: one that was created on another server just now may be missing. */
    public boolean has(String name) {
        return overview.has(name);
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
    public List<ChannelSummary> list() {
        return overview.list();
    }

    /** The server stops: writes down what all logs are, and ends them. */
    public void close() {
        closed = true;
        upkeep.endLogs();
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
            return take(name, awaitedBy, () -> logs.open(name));
        }
        Channel taken;
        do {
            taken = channels.get(name);
            // opened before the map is asked, whose other channels should not wait for the store
            Log opened = taken == null ? logs.open(name) : null;
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
            return new Channel(name, awaitedBy, holdBytes, logs, log);
        } catch (Throwable fault) {
            quota.give(awaitedBy);
            throw fault;
        }
    }

    void forgetIfUnused(Channel channel) {
        forget(channel, Long.MAX_VALUE, false);
    }

    /**
     * Forgets a channel that nobody watches and that is empty or has not grown for this long. Waits for the disk.
     *
     * @param evenIfFollowed whether those that watch it only by a pattern do not keep it; they are told
     */
    void forget(Channel channel, long idleMillis, boolean evenIfFollowed) {
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

    /** Those in memory, also those that come while the caller goes through them. */
    Collection<Channel> inMemory() {
        return channels.values();
    }

    Overview overview() {
        return overview;
    }

    /** What is to be done with all channels from time to time. */
    public Upkeep upkeep() {
        return upkeep;
    }

    TimeSource clock() {
        return clock;
    }

    /** Whether opening and storing waits for a store that other servers share. */
    boolean areShared() {
        return archive.isShared();
    }
}
