package io.tapewire.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Values by key, of a bounded number of keys. For a further one the values that are not in use are forgotten, or, if all are in
 * use, the one that came first. Not thread-safe.
 */
public final class Remembered<K, V> {
    private final Map<K, V> values = new LinkedHashMap<>();
    private final int most;
    private final Predicate<V> isUnused;

    /**
     * Remembers nothing yet.
     *
     * @param most keys
     * @param isUnused whether a value says no more than a new one would
     */
    public Remembered(int most, Predicate<V> isUnused) {
        this.most = most;
        this.isUnused = isUnused;
    }

    /** The value of a key, if it is remembered. */
    public Optional<V> find(K key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The value of a key, which is made now if none is remembered. */
    public V of(K key, Supplier<V> first) {
        if (!values.containsKey(key) && values.size() >= most) {
            values.values().removeIf(isUnused);
            if (values.size() >= most) {
                values.remove(values.keySet().iterator().next());
            }
        }
        return values.computeIfAbsent(key, absent -> first.get());
    }
}
