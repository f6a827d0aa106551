package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.file.FileArchive;
import io.tapewire.file.FileIndex;
import io.tapewire.file.SharedFileArchive;
import io.tapewire.log.Archive;
import io.tapewire.log.EpochStart;
import io.tapewire.log.LogSnapshot;
import io.tapewire.log.Replay;
import io.tapewire.log.SnapshotJson;
import io.tapewire.log.Store;
import io.tapewire.log.TimeSource;
import io.tapewire.shared.SharedCounts;
import io.tapewire.shared.Sharing;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** The logs of all channels in a Redis that other servers use, too. Any thread. */
public final class RedisArchive implements Archive, AutoCloseable {
    private static final int BEATS_IN_LEASE = 5;

    private final RedisClient redis;
    private final Link link;
    private final Watch watch;
    private final Limits limits;
    private final TimeSource clock;
    private final String node = newNode();
    private final Heartbeat heartbeat;
    private final RedisCounts counts;
    private final AtomicLong commits = new AtomicLong();
    private volatile SharedFileArchive files;

    private RedisArchive(RedisClient redis, String place, Limits limits, TimeSource clock) {
        this.redis = redis;
        this.limits = limits;
        this.clock = clock;
        this.heartbeat = new Heartbeat(limits.of(Limit.REDIS_LEASE_MS) / BEATS_IN_LEASE);
        this.link = new Link(redis, Replicas.of(limits), clock, new Notice(place, clock));
        this.watch = new Watch(redis, link, node);
        this.counts = new RedisCounts(node, link, limits.of(Limit.REDIS_LEASE_MS));
        heartbeat.add(counts::tell);
    }

    /**
     * Connects.
     *
     * @throws IOException if that fails
     */
    public static RedisArchive open(URI address, Limits limits, TimeSource clock) throws IOException {
        DefaultJedisClientConfig timeouts = DefaultJedisClientConfig.builder(address)
                .connectionTimeoutMillis(limits.asInt(Limit.REDIS_TIMEOUT_MS))
                .socketTimeoutMillis(limits.asInt(Limit.REDIS_TIMEOUT_MS))
                .clientName("tapewire")
                .build();
        HostAndPort place = new HostAndPort(address.getHost(), address.getPort() < 0 ? 6379 : address.getPort());
        RedisClient redis = RedisClient.builder()
                .hostAndPort(place)
                .clientConfig(timeouts)
                .poolConfig(Pool.of(limits))
                .build();
        try {
            redis.ping();
            if (redis.info("cluster").contains("cluster_enabled:1")) {
                throw new JedisDataException("CLUSTERDOWN is not supported");
            }
            return new RedisArchive(redis, place.toString(), limits, clock);
        } catch (JedisException failure) {
            redis.close();
            Trouble trouble = Trouble.of(failure);
            throw new IOException(trouble == Trouble.OTHER ? failure.getMessage() : trouble.words(), failure);
        }
    }

    private static String newNode() {
        byte[] id = new byte[6];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /**
     * What all servers know together, besides the logs.
     *
     * @param token the administrator's, which is the same on all of them
     */
    public Sharing sharing(String token) {
        return new RedisSharing(link, watch, node, new Seal(token), limits, clock);
    }

    /** Counts of all servers. */
    public SharedCounts counts() {
        return counts;
    }

    /**
     * From now on files are taken. To be called before anything else is done with this archive.
     *
     * @param directory which all servers see
     * @throws IOException if it cannot be used; the message says why
     */
    public void keepFiles(Path directory) throws IOException {
        FileIndex index = new RedisFileIndex(link, limits.of(Limit.REDIS_LEASE_MS));
        files = SharedFileArchive.open(directory, index, limits, clock);
        heartbeat.add(files::renew);
    }

    /** The files that are published to channels; empty if none are taken. */
    public Optional<FileArchive> files() {
        return Optional.ofNullable(files);
    }

    private void deleteFiles(String channel) {
        if (files != null) {
            files.deleteAll(channel);
        }
    }

    private String newName() {
        return node + " " + commits.incrementAndGet();
    }

    /** Begins to watch what other servers do. */
    public void start(ThreadFactory threads) {
        watch.start(threads);
        heartbeat.start(threads);
    }

    @Override
    public void onGrowth(Consumer<String> channel, Supplier<Set<String>> open) {
        watch.onGrowth(channel, open);
    }

    @Override
    public Optional<Kept> open(String channel, String freshEpoch) {
        List<byte[]> arguments = List.of(freshEpoch.getBytes(UTF_8), Keys.bytes(limits.of(Limit.REDIS_EMPTY_S)));
        Reply known = link.askSettled(Script.OPEN, List.of(Keys.state(channel)), arguments)
                .orElseThrow(StoreUnavailable::new);
        RedisStore store = known.text(1) == null
                ? store(channel, known.text(0), Long.MAX_VALUE, 0)
                : store(channel, known.text(0), known.number(2, 1), known.number(3, 0));
        return Optional.of(new Kept(snapshot(channel, known, store), store));
    }

    /** What the log is: what is kept of it, and what was appended after that. */
    private static LogSnapshot snapshot(String channel, Reply known, RedisStore store) {
        byte[] kept = known.bytes(5);
        LogSnapshot before = kept == null
                ? LogSnapshot.startingWith(known.text(0))
                : Unreadable.orElseRefuse(() -> SnapshotJson.read(ByteBuffer.wrap(kept)))
                        .snapshot();
        Replay replay = new Replay(channel, before.in(epochs(known.text(4))));
        long last = before.last();
        Store.News news = store.after(last);
        for (; !news.commits().isEmpty(); news = store.after(last)) {
            for (Store.Commit commit : news.commits()) {
                last = commit.newest().last();
                replay.expect(commit.received(), last);
                commit.records().forEach(replay::read);
            }
        }
        if (news.outcome() != Store.Outcome.DONE) {
            throw new StoreUnavailable();
        }
        return replay.after();
    }

    /** Each epoch with its first offset, separated by spaces. */
    private static List<EpochStart> epochs(String text) {
        String[] words = text.split(" ", -1);
        List<EpochStart> epochs = new ArrayList<>();
        for (int i = 0; i < words.length; i += 2) {
            epochs.add(new EpochStart(words[i], Long.parseLong(words[i + 1])));
        }
        return epochs;
    }

    @Override
    public Optional<Kept> create(String channel, String freshEpoch) {
        List<byte[]> arguments = List.of(
                channel.getBytes(UTF_8),
                freshEpoch.getBytes(UTF_8),
                Keys.bytes(limits.of(Limit.REDIS_EMPTY_S)),
                Keys.GROWN,
                watch.news(channel));
        if (link.write(Script.REPLACE, Keys.all(channel), arguments).isEmpty()) {
            throw new StoreUnavailable();
        }
        return Optional.of(
                new Kept(LogSnapshot.startingWith(freshEpoch), store(channel, freshEpoch, Long.MAX_VALUE, 0)));
    }

    private RedisStore store(String channel, String epoch, long first, long begin) {
        return new RedisStore(
                channel,
                epoch,
                link,
                limits.of(Limit.REDIS_CHANNEL_BYTES),
                watch,
                this::newName,
                () -> deleteFiles(channel),
                first,
                begin);
    }

    @Override
    public boolean has(String channel) {
        return watch.has(channel);
    }

    @Override
    public boolean finds(String channel) {
        return watch.has(channel)
                || link.ask(client -> client.hexists(Keys.state(channel), "top".getBytes(UTF_8)))
                        .orElseThrow(StoreUnavailable::new);
    }

    @Override
    public Set<String> names() {
        return watch.names();
    }

    @Override
    public List<Listed> list() {
        return watch.list();
    }

    @Override
    public void maintain() {
        // of the logs Redis itself removes what is too much, when it appends
        if (files != null) {
            files.maintain();
        }
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return link.isFailing();
    }

    /** To be called when all logs have ended. */
    @Override
    public void close() {
        watch.stop();
        heartbeat.stop();
        counts.leave();
        redis.close();
    }
}
