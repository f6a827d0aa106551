package io.tapewire.shared;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Entries that this server has for itself, in its memory. */
final class MemoryEntries<T> implements Entries<T> {
    /** In the order in which they were added. */
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

    private final EntryRules rules;
    private final InstantSource clock;
    private volatile Supplier<Set<String>> inUse = Set::of;

    private record Entry<T>(T thing, String owner, Instant ends, Instant used) {
        Entry<T> usedAt(Instant now) {
            return new Entry<>(thing, owner, ends, now);
        }
    }

    MemoryEntries(EntryRules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public synchronized Added add(String id, T thing, String owner, Instant ends) {
        Instant now = clock.instant();
        Set<String> open = rules.idle() == null ? Set.of() : inUse.get();
        entries.entrySet().removeIf(each -> hasEnded(each.getKey(), each.getValue(), now, () -> open));
        List<String> theirs = entries.entrySet().stream()
                .filter(each -> each.getValue().owner().equals(owner))
                .map(Map.Entry::getKey)
                .toList();
        String ended = null;
        if (theirs.size() >= rules.mostOfOne()) {
            if (!rules.oldestEnds()) {
                return new Added(Outcome.OWNER_HAS_TOO_MANY, null);
            }
            ended = theirs.get(0);
            entries.remove(ended);
        }
        if (entries.size() >= rules.most()) {
            return new Added(Outcome.TOO_MANY, ended);
        }
        entries.put(id, new Entry<>(thing, owner, ends, now));
        return new Added(Outcome.DONE, ended);
    }

    @Override
    public synchronized Optional<T> find(String id) {
        Entry<T> entry = entries.get(id);
        Instant now = clock.instant();
        if (entry == null || hasEnded(id, entry, now, inUse)) {
            return Optional.empty();
        }
        if (rules.idle() != null) {
            entries.put(id, entry.usedAt(now));
        }
        return Optional.of(entry.thing());
    }

    @Override
    public synchronized Optional<T> take(String id) {
        Entry<T> entry = entries.remove(id);
        return entry == null || hasEnded(id, entry, clock.instant(), inUse)
                ? Optional.empty()
                : Optional.of(entry.thing());
    }

    @Override
    public synchronized boolean has(String id) {
        return entries.containsKey(id);
    }

    @Override
    public synchronized void keep(String id) {
        entries.computeIfPresent(id, (key, entry) -> entry.usedAt(clock.instant()));
    }

    @Override
    public void whileInUse(Supplier<Set<String>> used, Consumer<String> ended) {
        // nobody else ends any
        inUse = used;
    }

    private boolean hasEnded(String id, Entry<T> entry, Instant now, Supplier<Set<String>> open) {
        boolean isIdle = rules.idle() != null && !now.isBefore(entry.used().plus(rules.idle()));
        return !now.isBefore(entry.ends()) || (isIdle && !open.get().contains(id));
    }
}
