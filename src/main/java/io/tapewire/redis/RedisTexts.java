package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.fault.FaultLog;
import io.tapewire.shared.SharedTexts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Texts that all servers have, in a hash with a count of its changes. Any thread. */
final class RedisTexts implements SharedTexts {
    private static final FaultLog FAULTS = FaultLog.of(RedisTexts.class);

    private final String hash;
    private final String changes;
    private final Link link;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile String seen = "";

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
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Looks whether something has changed. */
    void look() {
        Optional<String> now = link.ask(redis -> String.valueOf(redis.get(changes)));
        if (now.isPresent() && !now.get().equals(seen)) {
            seen = now.get();
            listeners.forEach(listener -> FAULTS.attempt("Cannot take over what another server has changed", listener));
        }
    }
}
