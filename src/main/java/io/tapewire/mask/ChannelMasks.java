package io.tapewire.mask;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values that are masked in one channel, by who has registered them. Guarded by its owner, except for {@link #automata}. */
final class ChannelMasks {
    /** In whose share they count; {@code null} if in nobody's. */
    final Object publisher;

    private final List<Automaton> everywhere;
    private final Map<Object, Set<String>> values = new HashMap<>();
    private final Amount amount = new Amount();
    private volatile List<Automaton> automata;

    /** When the channel was last known to be used. */
    long usedMillis;

    /** @param everywhere what is masked in all channels */
    ChannelMasks(List<Automaton> everywhere, Object publisher) {
        this.publisher = publisher;
        this.everywhere = everywhere;
        this.automata = everywhere;
    }

    static Automaton automaton(Collection<String> values) {
        return Automaton.of(
                values.stream().flatMap(value -> Forms.of(value).stream()).toList());
    }

    /** Those of the values that this owner has not registered yet. */
    Set<String> unknown(Object owner, List<String> some) {
        Set<String> unknown = new LinkedHashSet<>(some);
        unknown.removeAll(values.getOrDefault(owner, Set.of()));
        return unknown;
    }

    void add(Object owner, Set<String> more) {
        values.computeIfAbsent(owner, first -> new LinkedHashSet<>()).addAll(more);
        amount.add(more);
        build();
    }

    Set<String> remove(Object owner) {
        Set<String> removed = values.remove(owner);
        if (removed == null) {
            return Set.of();
        }
        amount.remove(removed);
        build();
        return removed;
    }

    /** The values that this owner has registered. */
    Set<String> of(Object owner) {
        return values.getOrDefault(owner, Set.of());
    }

    /** Replaces the values of some owners, all at once. */
    void replace(Map<Object, Set<String>> changed) {
        changed.forEach((owner, after) -> {
            amount.remove(of(owner));
            amount.add(after);
            if (after.isEmpty()) {
                values.remove(owner);
            } else {
                values.put(owner, new LinkedHashSet<>(after));
            }
        });
        build();
    }

    private void build() {
        Set<String> all = new LinkedHashSet<>();
        values.values().forEach(all::addAll);
        List<Automaton> changed = new ArrayList<>(everywhere);
        if (!all.isEmpty()) {
            changed.add(automaton(all));
        }
        automata = List.copyOf(changed);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    List<Object> owners() {
        return List.copyOf(values.keySet());
    }

    Amount amount() {
        return amount;
    }

    /** What finds them and those that are masked in all channels. Any thread. */
    List<Automaton> automata() {
        return automata;
    }
}
