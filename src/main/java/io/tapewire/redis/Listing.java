package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.fault.FaultLog;
import io.tapewire.log.Archive.Listed;
import io.tapewire.log.Run;
import io.tapewire.log.SnapshotJson;
import io.tapewire.log.Span;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/**
 * The channels that Redis has, as they were at the last look. A look asks only for what has changed since the one before,
 * whatever number of channels there are. One thread looks, any reads.
 */
final class Listing {
    private static final FaultLog FAULTS = FaultLog.of(Listing.class);
    private static final int CHANGES = 1_000;
    private static final byte[][] FIELDS = {
        field("epoch"), field("top"), field("end"), field("first"), field("begin"), field("updated"), field("snapshot")
    };

    private final Map<String, Listed> channels = new ConcurrentHashMap<>();
    private final RedisClient redis;
    private double seen;

    Listing(RedisClient redis) {
        this.redis = redis;
    }

    private static byte[] field(String name) {
        return name.getBytes(UTF_8);
    }

    /**
     * Another process of Redis has the logs: it may have lost some, and counts its changes anew.
     *
     * @param changed is told of each channel that was known
     */
    void beginAnew(Consumer<String> changed) {
        seen = 0;
        channels.keySet().forEach(changed);
        channels.clear();
    }

    /**
     * Looks what has changed.
     *
     * @param changed is told of each channel that has
     * @return whether there is more to look at
     */
    boolean look(Consumer<String> changed) {
        List<Tuple> changes = redis.zrangeWithScores(
                Keys.CHANNELS,
                ZRangeParams.zrangeByScoreParams(seen + 1, Double.POSITIVE_INFINITY)
                        .limit(0, CHANGES));
        List<Response<List<byte[]>>> states;
        try (Pipeline pipeline = redis.pipelined()) {
            states = changes.stream()
                    .map(each -> pipeline.hmget(Keys.state(each.getElement()), FIELDS))
                    .toList();
            pipeline.sync();
        }
        for (int i = 0; i < changes.size(); i++) {
            String channel = changes.get(i).getElement();
            note(channel, new Reply(states.get(i).get()));
            changed.accept(channel);
            seen = changes.get(i).getScore();
        }
        return changes.size() == CHANGES;
    }

    private void note(String channel, Reply state) {
        if (state.text(0) == null) {
            redis.zrem(Keys.CHANNELS, channel.getBytes(UTF_8));
        }
        if (state.text(1) == null) {
            channels.remove(channel);
            return;
        }
        long last = state.number(1, 0);
        long end = state.number(2, 0);
        Span span =
                new Span(state.text(0), state.number(3, 1), last, end - state.number(4, 0), state.number(5, 0), end);
        channels.put(channel, new Listed(channel, span, latestRun(state.bytes(6))));
    }

    private static Run latestRun(byte[] snapshot) {
        if (snapshot == null) {
            return null;
        }
        try {
            List<Run> runs =
                    SnapshotJson.read(ByteBuffer.wrap(snapshot)).snapshot().runs();
            return runs.isEmpty() ? null : runs.get(runs.size() - 1);
        } catch (IllegalArgumentException otherVersion) {
            FAULTS.report("A channel is listed without its latest run", otherVersion);
            return null;
        }
    }

    Map<String, Listed> channels() {
        return channels;
    }
}
