package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.fault.FaultLog;
import io.tapewire.log.Archive.Listed;
import io.tapewire.log.Run;
import io.tapewire.log.SnapshotJson;
import io.tapewire.log.Span;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/**
 * The channels that Redis has, as they were at the last look. A look asks only for what has changed since the one before,
 * whatever number of channels there are, and not for what this server has changed itself. One thread looks, any does the rest.
 */
final class Listing {
    private static final FaultLog FAULTS = FaultLog.of(Listing.class);
    private static final int CHANGES = 1_000;
    private static final byte[] SNAPSHOT = field("snapshot");
    private static final byte[][] FIELDS = {
        field("epoch"), field("top"), field("end"), field("first"), field("begin"), field("updated"), field("marked")
    };

    private final Map<String, Entry> channels = new ConcurrentHashMap<>();
    private final RedisClient redis;
    private double seen;

    /**
     * @param change the number of the change with which this server has made it like this; 0 if another one has
     * @param marked the record after which the snapshot was made that the latest run comes from, or {@code null}
     */
    private record Entry(Listed listed, double change, String marked) {}

    Listing(RedisClient redis) {
        this.redis = redis;
    }

    private static byte[] field(String name) {
        return name.getBytes(UTF_8);
    }

    /**
     * Redis may have lost something, and counts its changes anew.
     *
     * @param changed is told of each channel that was known
     */
    void beginAnew(Consumer<String> changed) {
        seen = 0;
        Set<String> known = Set.copyOf(channels.keySet());
        channels.clear();
        known.forEach(changed);
    }

    /** This server has changed a channel, so nobody has to ask what it is like. */
    void changed(String channel, Span span, long change) {
        channels.compute(channel, (name, known) -> {
            if (known == null) {
                return new Entry(new Listed(name, span, null), change, null);
            }
            Run latest = known.listed().latestRun();
            return new Entry(new Listed(name, span, latest), change, known.marked());
        });
    }

    /**
     * Looks what has changed.
     *
     * @param changed is told of each channel that another server has changed
     * @return whether there is more to look at
     */
    boolean look(Consumer<String> changed) {
        List<Tuple> changes = redis.zrangeWithScores(
                Keys.CHANNELS,
                ZRangeParams.zrangeByScoreParams(seen + 1, Double.POSITIVE_INFINITY)
                        .limit(0, CHANGES));
        List<String> others = changes.stream()
                .filter(each -> !isOwn(each))
                .map(Tuple::getElement)
                .toList();
        Map<String, Reply> states =
                ask(others, (pipeline, channel) -> pipeline.hmget(Keys.state(channel), FIELDS), Reply::new);
        List<String> marked = others.stream()
                .filter(channel -> !Objects.equals(states.get(channel).text(6), markOf(channel)))
                .toList();
        Map<String, Run> latest =
                ask(marked, (pipeline, channel) -> pipeline.hget(Keys.state(channel), SNAPSHOT), Listing::latestRun);
        for (String channel : others) {
            note(channel, states.get(channel), marked.contains(channel) ? latest.get(channel) : runOf(channel));
            changed.accept(channel);
        }
        if (!changes.isEmpty()) {
            seen = changes.get(changes.size() - 1).getScore();
        }
        return changes.size() == CHANGES;
    }

    private boolean isOwn(Tuple change) {
        Entry known = channels.get(change.getElement());
        return known != null && known.change() == change.getScore();
    }

    private String markOf(String channel) {
        Entry known = channels.get(channel);
        return known == null ? null : known.marked();
    }

    private Run runOf(String channel) {
        Entry known = channels.get(channel);
        return known == null ? null : known.listed().latestRun();
    }

    private interface Question<A> {
        Response<A> ask(Pipeline pipeline, String channel);
    }

    /** Asks the same about each channel, all at once. */
    private <A, T> Map<String, T> ask(List<String> about, Question<A> question, Function<A, T> meaning) {
        Map<String, Response<A>> answers = new HashMap<>();
        if (!about.isEmpty()) {
            try (Pipeline pipeline = redis.pipelined()) {
                about.forEach(channel -> answers.put(channel, question.ask(pipeline, channel)));
                pipeline.sync();
            }
        }
        Map<String, T> meanings = new HashMap<>();
        answers.forEach((channel, answer) -> meanings.put(channel, meaning.apply(answer.get())));
        return meanings;
    }

    private void note(String channel, Reply state, Run latest) {
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
        // the number of the change is not that of a change of this server
        channels.put(channel, new Entry(new Listed(channel, span, latest), 0, state.text(6)));
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

    boolean has(String channel) {
        return channels.containsKey(channel);
    }

    Set<String> names() {
        return Set.copyOf(channels.keySet());
    }

    List<Listed> list() {
        return channels.values().stream().map(Entry::listed).toList();
    }
}
