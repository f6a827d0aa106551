package io.tapewire.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The bounds in force. Immutable. */
public final class Limits {
    /** Every bound at its default. */
    public static final Limits STANDARD = read(key -> Optional.empty());

    private final Map<Limit, Long> values;

    private Limits(Map<Limit, Long> values) {
        this.values = values;
    }

    /**
     * Reads every bound.
     *
     * @param source gives the text of a key, or empty for the default
     * @throws IllegalArgumentException if a value is not allowed; the message names key, value and what is allowed
     */
    public static Limits read(Function<String, Optional<String>> source) {
        Map<Limit, Long> values = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            values.put(
                    limit,
                    source.apply(limit.key()).map(text -> parse(limit, text)).orElse(limit.standard()));
        }
        Limits limits = new Limits(values);
        limits.requireOrder(Limit.PACE_MIN_MS, Limit.PACE_MAX_MS);
        limits.requireOrder(Limit.INGEST_HOLD_BYTES, Limit.CHANNEL_BYTES);
        limits.requireOrder(Limit.CHANNEL_BYTES, Limit.CHANNELS_BYTES);
        limits.requireOrder(Limit.BATCH_BYTES, Limit.FRAME_BYTES);
        return limits;
    }

    /** The same bounds but for one. */
    public Limits with(Limit limit, long value) {
        Map<Limit, Long> changed = new EnumMap<>(values);
        changed.put(limit, value);
        return new Limits(changed);
    }

    public long of(Limit limit) {
        return values.get(limit);
    }

    public int asInt(Limit limit) {
        return Math.toIntExact(of(limit));
    }

    /** A bound that is given in milliseconds, in nanoseconds. */
    public long nanos(Limit limit) {
        return TimeUnit.MILLISECONDS.toNanos(of(limit));
    }

    private static long parse(Limit limit, String text) {
        try {
            long value = Long.parseLong(text.strip());
            if (value >= limit.least() && value <= limit.most()) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // answered below, like a number out of range
        }
        throw new IllegalArgumentException("%s = \"%s\" is not allowed: it takes a whole number from %d to %d (%s)"
                .formatted(limit.key(), text, limit.least(), limit.most(), limit.meaning()));
    }

    private void requireOrder(Limit lower, Limit upper) {
        if (of(lower) > of(upper)) {
            throw new IllegalArgumentException("%s = \"%d\" is not allowed: it takes at most the value of %s, %d"
                    .formatted(lower.key(), of(lower), upper.key(), of(upper)));
        }
    }
}
