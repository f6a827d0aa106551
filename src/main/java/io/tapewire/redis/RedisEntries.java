package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.TimeSource;
import io.tapewire.shared.Codec;
import io.tapewire.shared.Entries;
import io.tapewire.shared.EntryRules;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import redis.clients.jedis.params.ZRangeParams;

/**
 * Entries that all servers have. Redis ends them by itself. A server says at each look which of them were used on it, and
 * asks which have ended. Any thread.
 */
final class RedisEntries<T> implements Entries<T>, Watched {
    private static final FaultLog FAULTS = FaultLog.of(RedisEntries.class);
    /** Redis remembers so many of those that have ended. Whoever has missed more looks at all that are in use. */
    private static final long ENDED = 1_000;

    private final EntryRules rules;
    private final String kind;
    private final Codec<T> codec;
    private final Link link;
    private final Seal seal;
    private final TimeSource clock;
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private volatile Supplier<Set<String>> inUse = Set::of;
    private volatile Consumer<String> listener = id -> {};
    /** Whether some that are in use here may have ended unnoticed. */
    private volatile boolean unsure = true;

    /** How many endings were noticed, and when those in use were kept. Only the thread that looks uses them. */
    private long seen;

    private long keptMillis;

    RedisEntries(EntryRules rules, Codec<T> codec, Link link, Seal seal, TimeSource clock) {
        this.rules = rules;
        this.kind = rules.name();
        this.codec = codec;
        this.link = link;
        this.seal = seal;
        this.clock = clock;
        this.keptMillis = clock.elapsedMillis();
    }

    @Override
    public Added add(String id, T entry, String owner, Instant ends) {
        long millis = Math.max(1, ends.toEpochMilli() - clock.millis());
        List<byte[]> arguments = List.of(
                id.getBytes(UTF_8),
                (ends.toEpochMilli() + " " + seal.close(placeOf(id), codec.write(entry))).getBytes(UTF_8),
                Keys.bytes(millis),
                Keys.bytes(rules.idle() == null ? millis : rules.idle().toMillis()),
                Keys.bytes(rules.most()),
                Keys.bytes(rules.mostOfOne()),
                Keys.bytes(rules.oldestEnds() ? 1 : 0),
                Keys.entry(kind, ""));
        List<byte[]> keys = List.of(
                Keys.entry(kind, id),
                Keys.entriesOf(kind, owner),
                Keys.entries(kind),
                Keys.ended(kind),
                Keys.endings(kind));
        Reply reply = link.require(redis -> Script.ADD_ENTRY.run(redis, keys, arguments));
        return new Added(Outcome.valueOf(reply.text(0)), reply.text(1));
    }

    @Override
    public Optional<T> find(String id) {
        Optional<String> kept =
                link.ask(redis -> Optional.ofNullable(redis.get(nameOf(id)))).orElseThrow(StoreUnavailable::new);
        if (kept.isPresent()) {
            keep(id);
        }
        return kept.flatMap(text -> read(id, text));
    }

    @Override
    public Optional<T> take(String id) {
        List<byte[]> keys = List.of(Keys.entry(kind, id), Keys.entries(kind), Keys.ended(kind), Keys.endings(kind));
        Reply reply = link.require(
                redis -> Script.TAKE_ENTRY.run(redis, keys, List.of(id.getBytes(UTF_8), Keys.bytes(ENDED))));
        return Optional.ofNullable(reply.text(0)).flatMap(text -> read(id, text));
    }

    private Optional<T> read(String id, String kept) {
        try {
            return seal.open(placeOf(id), kept.substring(kept.indexOf(' ') + 1)).map(codec::read);
        } catch (IllegalArgumentException otherVersion) {
            FAULTS.report("One of the " + kind + " cannot be read", otherVersion);
            return Optional.empty();
        }
    }

    private String nameOf(String id) {
        return new String(Keys.entry(kind, id), UTF_8);
    }

    private String placeOf(String id) {
        return nameOf(id);
    }

    @Override
    public boolean has(String id) {
        Optional<Boolean> there = link.ask(redis -> redis.exists(nameOf(id)));
        if (there.isEmpty()) {
            unsure = true;
        }
        return there.orElse(true);
    }

    @Override
    public void keep(String id) {
        if (rules.idle() != null) {
            used.add(id);
        }
    }

    @Override
    public void whileInUse(Supplier<Set<String>> onThisServer, Consumer<String> ended) {
        inUse = onThisServer;
        listener = ended;
    }

    @Override
    public void lost() {
        unsure = true;
    }

    @Override
    public void look() {
        if (rules.idle() == null) {
            return;
        }
        noticeEnded();
        Set<String> all = new HashSet<>(used);
        used.removeAll(all);
        long now = clock.elapsedMillis();
        if (unsure || now - keptMillis > rules.idle().toMillis() / 4) {
            unsure = false;
            keptMillis = now;
            all.addAll(inUse.get());
        }
        keep(all);
    }

    private void noticeEnded() {
        long now = link.ask(redis -> number(redis.get(new String(Keys.endings(kind), UTF_8))))
                .orElse(seen);
        if (now < seen || now - seen > ENDED) {
            unsure = true;
            seen = now;
        } else if (now > seen) {
            long after = seen + 1;
            link.ask(redis -> redis.zrange(
                            new String(Keys.ended(kind), UTF_8),
                            ZRangeParams.zrangeByScoreParams((double) after, (double) now)))
                    .ifPresent(ids -> {
                        ids.forEach(listener);
                        seen = now;
                    });
        }
    }

    private static long number(String text) {
        return Long.parseLong(Objects.requireNonNullElse(text, "0"));
    }

    /** Their idle time begins anew. */
    private void keep(Set<String> ids) {
        for (String id : ids) {
            Optional<Reply> reply = link.write(redis -> Script.KEEP_ENTRY.run(
                    redis,
                    List.of(Keys.entry(kind, id), Keys.entries(kind)),
                    List.of(id.getBytes(UTF_8), Keys.bytes(rules.idle().toMillis()))));
            if (reply.isEmpty()) {
                // Redis does not answer
                unsure = true;
                return;
            }
            if (reply.get().text(0) == null) {
                listener.accept(id);
            }
        }
    }
}
