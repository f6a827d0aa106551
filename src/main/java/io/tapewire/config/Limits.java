package io.tapewire.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** The bounds in force, which do not change, and how often each has refused something since the start. Any thread. */
public final class Limits {
    /** Every bound at its default. */
    public static final Limits STANDARD = read(key -> Optional.empty());

    private final Map<Limit, Long> values;
    private final Map<Limit, LongAdder> refusals = new EnumMap<>(Limit.class);

    private Limits(Map<Limit, Long> values) {
        this.values = values;
        values.keySet().stream().filter(Limit::refuses).forEach(limit -> refusals.put(limit, new LongAdder()));
    }

    /**
     * Reads every bound.
     *
     * @param source gives the text of a key, or empty for the default
     * @throws IllegalArgumentException if a value is not allowed; the message names the key, the value and the
     *     allowed range
     */
    public static Limits read(Function<String, Optional<String>> source) {
        Map<Limit, Long> values = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            source.apply(limit.key()).ifPresent(text -> values.put(limit, parse(limit, text)));
        }
        order(values, Limit.PACE_MIN_MS, Limit.PACE_MAX_MS);
        order(values, Limit.CHANNEL_BYTES, Limit.CHANNELS_BYTES);
        order(values, Limit.INGEST_HOLD_BYTES, Limit.CHANNEL_BYTES);
        order(values, Limit.FILE_BYTES, Limit.UNFINISHED_FILES_BYTES);
        order(values, Limit.BATCH_BYTES, Limit.FRAME_BYTES);
        order(values, Limit.CONNECTION_CHANNELS, Limit.CONNECTION_NOTICES);
        order(values, Limit.MASK_BYTES, Limit.MASK_HOLD_BYTES);
        order(values, Limit.CHANNEL_MASKS, Limit.MASKS);
        order(values, Limit.CHANNEL_MASKS_BYTES, Limit.MASKS_BYTES);
        for (Limit limit : Limit.values()) {
            values.putIfAbsent(limit, limit.standard());
        }
        return new Limits(values);
    }

    /**
     * Ensures that one bound is not above another. A default is adapted to a value that is set; values that are set
     * must fit.
     */
    private static void order(Map<Limit, Long> values, Limit lower, Limit upper) {
        long most = values.getOrDefault(upper, Math.max(upper.standard(), values.getOrDefault(lower, 0L)));
        values.put(upper, Math.min(most, upper.most()));
        values.putIfAbsent(lower, Math.min(lower.standard(), values.get(upper)));
        if (values.get(lower) > values.get(upper)) {
            throw new IllegalArgumentException("%s = \"%d\" is not allowed: it takes at most the value of %s, %d"
                    .formatted(lower.key(), values.get(lower), upper.key(), values.get(upper)));
        }
    }

    /**
     * Counts that something was refused or ended because of a bound.
     *
     * @param limit one that {@link Limit#refuses}
     */
    public void refused(Limit limit) {
        refusals.get(limit).increment();
    }

    /** How often a bound has refused something, or nothing if it is only a size or a time. */
    public OptionalLong refusals(Limit limit) {
        return limit.refuses() ? OptionalLong.of(refusals.get(limit).sum()) : OptionalLong.empty();
    }

    /** The same bounds, except for one; nothing has been refused yet. */
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

    /** The value of a bound in milliseconds, converted to nanoseconds. */
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
            // reported below, like a number out of range
        }
        throw new IllegalArgumentException("%s = \"%s\" is not allowed: it takes a whole number from %d to %d (%s)"
                .formatted(limit.key(), text, limit.least(), limit.most(), limit.meaning()));
    }
}
