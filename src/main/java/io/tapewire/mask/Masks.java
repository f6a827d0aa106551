package io.tapewire.mask;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.MaskedValues;
import io.tapewire.protocol.Utf8Encoder;
import io.tapewire.shared.SharedTexts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** The values that are masked: in all channels by configuration, and in each channel by its publishers. Any thread. */
public final class Masks {
    private final MaskBounds bounds;
    private final long idleMillis;
    private final InstantSource clock;
    private final List<Automaton> everywhere;
    private final Map<String, ChannelMasks> channels = new ConcurrentHashMap<>();
    /** All values and their bytes. */
    private final Amount all = new Amount();
    /** Those in the channels of one publisher. */
    private final Map<Object, Amount> shares = new HashMap<>();

    private final Function<String, Optional<Object>> publisherOf;
    private final MaskTexts texts;
    /** Channels in which other servers mask values that this one cannot read. */
    private volatile Set<String> unreadable = Set.of();

    /** Who has registered values: a run's publisher, or the channel's if {@code run} is {@code null}. */
    private record Owner(String run) {}

    /**
     * @param configured values that are masked in all channels
     * @param publisherOf in whose share a channel counts
     * @param shared has what publishers have registered on any server
     */
    public Masks(
            Limits limits,
            List<String> configured,
            Function<String, Optional<Object>> publisherOf,
            SharedTexts shared,
            InstantSource clock) {
        this.publisherOf = publisherOf;
        this.bounds = new MaskBounds(limits);
        this.idleMillis = TimeUnit.SECONDS.toMillis(limits.of(Limit.CHANNEL_IDLE_S));
        this.clock = clock;
        Set<String> values = new LinkedHashSet<>(configured);
        all.add(values);
        this.everywhere = values.isEmpty() ? List.of() : List.of(ChannelMasks.automaton(values));
        this.texts = new MaskTexts(shared);
        shared.onChange(this::takeOver, texts::tellAgain);
    }

    /**
     * When this returns, what was registered on any server before is masked on this one, too. To be called when something has
     * arrived, before it is published.
     *
     * @throws io.tapewire.event.StoreUnavailable if nobody can tell whether something was registered
     */
    public void refresh() {
        texts.refresh();
    }

    /** Whether values can be registered on other servers, so that {@link #refresh} is needed. */
    public boolean areShared() {
        return texts.areShared();
    }

    private void takeOver() {
        MaskTexts.Found found = texts.all();
        synchronized (this) {
            Map<String, Map<Object, Set<String>>> wanted = new HashMap<>();
            channels.keySet().forEach(channel -> wanted.put(channel, new HashMap<>()));
            found.values()
                    .forEach((place, values) -> wanted.computeIfAbsent(place.channel(), first -> new HashMap<>())
                            .put(new Owner(place.run()), values));
            wanted.forEach(this::replace);
            unreadable = found.unreadable();
        }
    }

    /** In a channel, these values take the place of those that owners have registered who last longer than a request. */
    private void replace(String channel, Map<Object, Set<String>> wanted) {
        ChannelMasks masks = masksOf(channel);
        Map<Object, Set<String>> changed = new HashMap<>();
        masks.owners().stream().filter(Owner.class::isInstance).forEach(owner -> changed.put(owner, Set.of()));
        changed.putAll(wanted);
        changed.entrySet().removeIf(each -> masks.of(each.getKey()).equals(each.getValue()));
        if (changed.isEmpty()) {
            return;
        }
        Amount share = masks.publisher == null ? null : shares.computeIfAbsent(masks.publisher, first -> new Amount());
        changed.forEach((owner, after) -> {
            count(all, masks.of(owner), after);
            if (share != null) {
                count(share, masks.of(owner), after);
            }
        });
        masks.usedMillis = clock.millis();
        masks.replace(changed);
        if (share != null && share.count() == 0) {
            shares.remove(masks.publisher);
        }
        if (masks.isEmpty()) {
            channels.remove(channel);
        } else {
            channels.put(channel, masks);
        }
    }

    private static void count(Amount amount, Set<String> before, Set<String> after) {
        amount.remove(before);
        amount.add(after);
    }

    private ChannelMasks newMasks(String channel) {
        return new ChannelMasks(everywhere, publisherOf.apply(channel).orElse(null));
    }

    /** Whether nothing is masked in any channel. */
    public boolean isEmpty() {
        return everywhere.isEmpty() && channels.isEmpty() && unreadable.isEmpty();
    }

    /** What finds the values that are masked in a channel; empty if there are none. */
    List<Automaton> of(String channel) {
        if (unreadable.contains(channel)) {
            // rather nothing is published than a secret
            throw new IllegalStateException("values that are masked in the channel " + channel
                    + " cannot be read: all servers need the same tapewire.token");
        }
        ChannelMasks own = channels.get(channel);
        return own == null ? everywhere : own.automata();
    }

    /**
     * Masks values in a channel until the result is closed.
     *
     * @throws io.tapewire.event.MaskRefused if they cannot be masked; then none is
     */
    public Registration register(String channel, List<String> values) {
        Object owner = new Object();
        add(channel, owner, values);
        return () -> remove(channel, owner);
    }

    /**
     * Masks values in a channel until the run ends or the channel is no longer used.
     *
     * @throws io.tapewire.event.MaskRefused if they cannot be masked; then none is
     * @throws io.tapewire.event.StoreUnavailable if other servers cannot be told; then they must be registered again
     */
    public void register(MaskedValues event) {
        Owner owner = new Owner(event.run());
        if (texts.areShared()) {
            Set<String> more = unknown(event.channel(), owner, event.values());
            if (!more.isEmpty()) {
                texts.tell(new MaskTexts.Place(event.channel(), event.run()), more);
            }
        }
        add(event.channel(), owner, event.values());
    }

    /** Forgets the values that were registered for a run. */
    public void endRun(String channel, String run) {
        if (run != null && (texts.areShared() || channels.containsKey(channel))) {
            texts.forgetRun(channel, run);
            remove(channel, new Owner(run));
        }
    }

    private ChannelMasks masksOf(String channel) {
        ChannelMasks known = channels.get(channel);
        return known == null ? newMasks(channel) : known;
    }

    /** Those of the values that this owner has not registered yet, if there is room for them. */
    private synchronized Set<String> unknown(String channel, Object owner, List<String> values) {
        bounds.requireLength(values);
        ChannelMasks masks = masksOf(channel);
        Set<String> more = masks.unknown(owner, values);
        bounds.requireRoomInChannel(masks.amount(), more);
        if (masks.publisher != null) {
            bounds.requireShare(shares.getOrDefault(masks.publisher, new Amount()), more);
        }
        bounds.requireRoom(all, more);
        return more;
    }

    private synchronized void add(String channel, Object owner, List<String> values) {
        Set<String> more = unknown(channel, owner, values);
        ChannelMasks masks = masksOf(channel);
        masks.usedMillis = clock.millis();
        if (!more.isEmpty()) {
            all.add(more);
            if (masks.publisher != null) {
                shares.computeIfAbsent(masks.publisher, first -> new Amount()).add(more);
            }
            masks.add(owner, more);
            channels.put(channel, masks);
        }
    }

    private synchronized void remove(String channel, Object owner) {
        ChannelMasks masks = channels.get(channel);
        if (masks != null) {
            Set<String> removed = masks.remove(owner);
            all.remove(removed);
            if (masks.publisher != null) {
                shares.computeIfPresent(masks.publisher, (publisher, share) -> {
                    share.remove(removed);
                    return share.count() == 0 ? null : share;
                });
            }
            if (masks.isEmpty()) {
                channels.remove(channel);
            }
        }
    }

    /**
     * Forgets the values of channels that have not been used for {@code tapewire.channel.max-idle-s}, other than those
     * of requests that still run.
     */
    public void forgetUnused(Predicate<String> isUsed) {
        for (String channel : unused(isUsed)) {
            texts.forgetChannel(channel);
            forget(channel);
        }
    }

    private synchronized List<String> unused(Predicate<String> isUsed) {
        long now = clock.millis();
        List<String> unused = new ArrayList<>();
        channels.forEach((channel, masks) -> {
            if (isUsed.test(channel)) {
                masks.usedMillis = now;
            } else if (now - masks.usedMillis >= idleMillis) {
                unused.add(channel);
            }
        });
        return unused;
    }

    private synchronized void forget(String channel) {
        masksOf(channel).owners().stream().filter(Owner.class::isInstance).forEach(owner -> remove(channel, owner));
    }

    /** Masks a whole text that is shown in a channel. Returns the same text if it has no secret. */
    public String text(String channel, String text) {
        List<Automaton> automata = of(channel);
        if (automata.isEmpty()) {
            return text;
        }
        return Redactor.whole(Utf8Encoder.encode(text), automata).orElse(text);
    }

    /** Masks a message's {@code data} object. Returns the same bytes if it has no secret. */
    public byte[] data(String channel, byte[] json) {
        return of(channel).isEmpty() ? json : MaskedJson.of(json, text -> text(channel, text));
    }
}
