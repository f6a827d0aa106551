package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.fault.FaultLog;
import io.tapewire.shared.SharedTexts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Texts that all servers have, in a hash with a count of its changes. Any thread. */
final class RedisTexts implements SharedTexts {
    private static final FaultLog FAULTS = FaultLog.of(RedisTexts.class);

    private final String hash;
    private final String changes;
    private final Link link;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    /** How many changes have been taken over. */
    private volatile long seen;

    private record Listener(Runnable changed, Runnable lost) {}

    RedisTexts(String name, Link link) {
        this.hash = new String(Keys.texts(name), UTF_8);
        this.changes = hash + ":changes";
        this.link = link;
    }

    @Override
    public Map<String, String> all() {
        return link.require(redis -> redis.hgetAll(hash));
    }

    @Override
    public void put(String name, String text) {
        link.require(redis -> redis.hset(hash, Map.of(name, text)));
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

    /** Looks whether something has changed. */
    void look() {
        long now = link.ask(redis -> Long.parseLong(Objects.requireNonNullElse(redis.get(changes), "0")))
                .orElse(seen);
        if (now != seen) {
            seen = now;
            tell(Listener::changed);
        }
    }

    /** Another process of Redis has them, which may have lost some. */
    void lost() {
        tell(Listener::lost);
    }

    private void tell(Function<Listener, Runnable> news) {
        for (Listener each : listeners) {
            FAULTS.attempt("Cannot take over what other servers have changed", news.apply(each));
        }
    }
}
