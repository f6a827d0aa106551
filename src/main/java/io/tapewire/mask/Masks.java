package io.tapewire.mask;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.MaskRefused;
import io.tapewire.event.MaskedValues;
import io.tapewire.protocol.Utf8Encoder;
import java.time.InstantSource;
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
    /** Shorter values would appear by chance, and could be guessed from where they are masked. */
    private static final int LEAST_BYTES = 8;

    private final Limits limits;
    private final InstantSource clock;
    private final List<Automaton> everywhere;
    private final Map<String, ChannelMasks> channels = new ConcurrentHashMap<>();
    /** All values and their bytes. */
    private final Amount all = new Amount();
    /** Those in the channels of one publisher. */
    private final Map<Object, Amount> shares = new HashMap<>();

    private final Function<String, Optional<Object>> publisherOf;

    /** Who has registered values: a run's publisher, or the channel's if {@code run} is {@code null}. */
    private record Owner(String run) {}

    /**
     * @param configured values that are masked in all channels
     * @param publisherOf in whose share a channel counts
     */
    public Masks(
            Limits limits,
            List<String> configured,
            Function<String, Optional<Object>> publisherOf,
            InstantSource clock) {
        this.publisherOf = publisherOf;
        this.limits = limits;
        this.clock = clock;
        Set<String> values = new LinkedHashSet<>(configured);
        all.add(values);
        this.everywhere = values.isEmpty() ? List.of() : List.of(ChannelMasks.automaton(values));
    }

    /** Whether nothing is masked in any channel. */
    public boolean isEmpty() {
        return everywhere.isEmpty() && channels.isEmpty();
    }

    /** What finds the values that are masked in a channel; empty if there are none. */
    List<Automaton> of(String channel) {
        ChannelMasks own = channels.get(channel);
        return own == null ? everywhere : own.automata();
    }

    /**
     * Masks values in a channel until the result is closed.
     *
     * @throws MaskRefused if they cannot be masked; then none is
     */
    public Registration register(String channel, List<String> values) {
        Object owner = new Object();
        add(channel, owner, values);
        return () -> remove(channel, owner);
    }

    /**
     * Masks values in a channel until the run ends or the channel is no longer used.
     *
     * @throws MaskRefused if they cannot be masked; then none is
     */
    public void register(MaskedValues event) {
        add(event.channel(), new Owner(event.run()), event.values());
    }

    /** Forgets the values that were registered for a run. */
    public void endRun(String channel, String run) {
        if (run != null && channels.containsKey(channel)) {
            remove(channel, new Owner(run));
        }
    }

    private synchronized void add(String channel, Object owner, List<String> values) {
        requireLength(values);
        ChannelMasks known = channels.get(channel);
        ChannelMasks masks = known == null
                ? new ChannelMasks(everywhere, publisherOf.apply(channel).orElse(null))
                : known;
        Set<String> more = masks.unknown(owner, values);
        Amount share = masks.publisher == null ? null : shares.getOrDefault(masks.publisher, new Amount());
        requireRoom(MaskRefused.Reason.FULL, masks.amount(), more, Limit.CHANNEL_MASKS, Limit.CHANNEL_MASKS_BYTES);
        if (share != null) {
            requireRoom(MaskRefused.Reason.SHARE, share, more, Limit.MASKS_OF_ONE, Limit.MASKS_BYTES_OF_ONE);
        }
        requireRoom(MaskRefused.Reason.FULL, all, more, Limit.MASKS, Limit.MASKS_BYTES);
        masks.usedMillis = clock.millis();
        if (!more.isEmpty()) {
            all.add(more);
            if (share != null) {
                share.add(more);
                shares.put(masks.publisher, share);
            }
            masks.add(owner, more);
            channels.put(channel, masks);
        }
    }

    private void requireLength(List<String> values) {
        long most = limits.of(Limit.MASK_BYTES);
        for (int i = 0; i < values.size(); i++) {
            long bytes = Amount.bytesOf(values.get(i));
            if (bytes > most) {
                limits.refused(Limit.MASK_BYTES);
            }
            if (bytes < LEAST_BYTES || bytes > most) {
                throw new MaskRefused(
                        MaskRefused.Reason.LENGTH,
                        "value %d of %d cannot be masked, because it has %d bytes: it takes %d to %d bytes (%s)"
                                .formatted(i + 1, values.size(), bytes, LEAST_BYTES, most, Limit.MASK_BYTES.key()));
            }
        }
    }

    private void requireRoom(MaskRefused.Reason reason, Amount amount, Set<String> more, Limit count, Limit bytes) {
        boolean isCount = amount.count() + more.size() > limits.of(count);
        if (isCount || !amount.hasRoomFor(more, limits.of(bytes))) {
            limits.refused(isCount ? count : bytes);
            throw new MaskRefused(
                    reason,
                    "no more values can be masked: there are %d with %d bytes (%s, %s)"
                            .formatted(amount.count(), amount.bytes(), count.key(), bytes.key()));
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
    public synchronized void forgetUnused(Predicate<String> isUsed) {
        long now = clock.millis();
        long idle = TimeUnit.SECONDS.toMillis(limits.of(Limit.CHANNEL_IDLE_S));
        channels.forEach((channel, masks) -> {
            if (isUsed.test(channel)) {
                masks.usedMillis = now;
            } else if (now - masks.usedMillis >= idle) {
                masks.owners().stream().filter(Owner.class::isInstance).forEach(owner -> remove(channel, owner));
            }
        });
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
