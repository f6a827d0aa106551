package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.log.Archive;
import io.tapewire.log.EpochStart;
import io.tapewire.log.LogSnapshot;
import io.tapewire.log.Replay;
import io.tapewire.log.SnapshotJson;
import io.tapewire.log.Store;
import io.tapewire.log.TimeSource;
import io.tapewire.shared.SharedTexts;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** The logs of all channels in a Redis that other servers use, too. Any thread. */
public final class RedisArchive implements Archive, AutoCloseable {
    private final RedisClient redis;
    private final Link link;
    private final Watch watch;
    private final Limits limits;
    private final String node = newNode();
    private final AtomicLong commits = new AtomicLong();

    private RedisArchive(RedisClient redis, Limits limits, TimeSource clock) {
        this.redis = redis;
        this.limits = limits;
        this.link = new Link(redis, clock);
        this.watch = new Watch(redis, link, node);
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
        RedisClient redis = RedisClient.builder()
                .hostAndPort(address.getHost(), address.getPort() < 0 ? 6379 : address.getPort())
                .clientConfig(timeouts)
                .poolConfig(Pool.of(limits))
                .build();
        try {
            redis.ping();
            return new RedisArchive(redis, limits, clock);
        } catch (JedisException failure) {
            redis.close();
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private static String newNode() {
        byte[] id = new byte[6];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** Texts of this name, for all servers. */
    public SharedTexts texts(String name) {
        RedisTexts texts = new RedisTexts(name, link);
        watch.watch(texts);
        return texts;
    }

    private String newName() {
        return node + " " + commits.incrementAndGet();
    }

    /** Begins to watch what other servers do. */
    public void start(ThreadFactory threads) {
        watch.start(threads);
    }

    @Override
    public void onGrowth(Consumer<String> channel) {
        watch.onGrowth(channel);
    }

    @Override
    public Optional<Kept> open(String channel, String freshEpoch) {
        List<byte[]> arguments = List.of(freshEpoch.getBytes(UTF_8), Keys.bytes(limits.of(Limit.REDIS_EMPTY_S)));
        Reply known = link.require(
                client -> Script.OPEN.run(client, List.of(Keys.state(channel), Keys.PROCESSES), arguments));
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
        link.require(client -> Script.REPLACE.run(client, Keys.all(channel), arguments));
        return Optional.of(
                new Kept(LogSnapshot.startingWith(freshEpoch), store(channel, freshEpoch, Long.MAX_VALUE, 0)));
    }

    private RedisStore store(String channel, String epoch, long first, long begin) {
        return new RedisStore(
                channel,
                epoch,
                link,
                limits.of(Limit.REDIS_CHANNEL_BYTES),
                watch.news(channel),
                this::newName,
                first,
                begin);
    }

    @Override
    public boolean has(String channel) {
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
        // Redis removes what is too much when it appends
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
        redis.close();
    }
}
