package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.TimeSource;
import io.tapewire.shared.SharedTexts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Texts that all servers have, in a hash with a count of its changes. Any thread. */
final class RedisTexts implements SharedTexts, Watched {
    private static final FaultLog FAULTS = FaultLog.of(RedisTexts.class);
    private static final long RETRY_MILLIS = 250;
    private static final long NEVER = Long.MAX_VALUE;

    private final String hash;
    private final String changes;
    private final Link link;
    private final Seal seal;
    private final TimeSource clock;
    private final long holdMillis;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Rounds looks = new Rounds(this::takeOver);
    /** When asking has failed first, if it has failed last. */
    private volatile long failingSince = NEVER;
    /** How many changes have been taken over. Only used by the one that looks. */
    private long seen;

    private record Listener(Runnable changed, Runnable lost) {}

    /**
     * @param seal encrypts the texts; {@code null} if they are no secrets
     * @param holdMillis how long {@link #refresh} waits for an answer
     */
    RedisTexts(String name, Link link, Seal seal, TimeSource clock, long holdMillis) {
        this.hash = new String(Keys.texts(name), UTF_8);
        this.changes = hash + ":changes";
        this.link = link;
        this.seal = seal;
        this.clock = clock;
        this.holdMillis = holdMillis;
    }

    @Override
    public Map<String, String> all() {
        Map<String, String> kept = link.require(redis -> redis.hgetAll(hash));
        if (seal == null) {
            return kept;
        }
        Map<String, String> open = new HashMap<>();
        kept.forEach(
                (name, text) -> open.put(name, seal.open(placeOf(name), text).orElse(UNREADABLE)));
        return open;
    }

    private String placeOf(String name) {
        return hash + " " + name;
    }

    @Override
    public void put(String name, String text) {
        String kept = seal == null ? text : seal.close(placeOf(name), text);
        link.require(redis -> redis.hset(hash, Map.of(name, kept)));
        link.require(redis -> redis.incr(changes));
    }

    @Override
    public void remove(String name) {
        link.require(redis -> redis.hdel(hash, name));
        link.require(redis -> redis.incr(changes));
    }

    @Override
    public void onChange(Runnable changed, Runnable lost) {
        listeners.add(new Listener(changed, lost));
    }

    @Override
    public void refresh() {
        while (true) {
            try {
                looks.run();
                return;
            } catch (StoreUnavailable silent) {
                long now = clock.elapsedMillis();
                // from the first failure on, because one thread may ask for many producers, one after the other
                failingSince = Math.min(failingSince, now);
                long left = failingSince + holdMillis - now;
                if (left <= 0 || !link.isFailing()) {
                    throw silent;
                }
                await(Math.min(left, RETRY_MILLIS));
            }
        }
    }

    private void await(long millis) {
        try {
            link.awaitAnswer(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable();
        }
    }

    @Override
    public void look() {
        FAULTS.attempt("Cannot take over what other servers have changed", () -> {
            try {
                looks.run();
            } catch (StoreUnavailable later) {
                // the next look finds what has changed
            }
        });
    }

    /** If this fails, it is taken over next time. */
    private void takeOver() {
        long now = link.ask(redis -> Long.parseLong(Objects.requireNonNullElse(redis.get(changes), "0")))
                .orElseThrow(StoreUnavailable::new);
        failingSince = NEVER;
        if (now != seen) {
            // Redis has lost some if it counts less than before
            boolean lost = now < seen;
            listeners.forEach(each -> (lost ? each.lost() : each.changed()).run());
            seen = now;
        }
    }

    @Override
    public void lost() {
        listeners.forEach(each -> FAULTS.attempt("Cannot tell again what Redis may have lost", each.lost()));
    }
}
