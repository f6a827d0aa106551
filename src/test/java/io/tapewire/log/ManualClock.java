package io.tapewire.log;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Time that stands still until a test moves it; also the nanoseconds of a machine that has been up for long. */
public final class ManualClock implements TimeSource, LongSupplier {
    public static final Instant START = Instant.parse("2026-11-23T06:30:41.123Z");

    // so that the nanoseconds overflow during the test, as System.nanoTime may
    private static final long NANOS_AT_START =
            Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private final AtomicLong passed = new AtomicLong();
    private volatile BooleanSupplier failure = () -> false;

    public void advance(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    /** From now on no time can be told whenever this says so: a fault of our own, wherever a test wants one. */
    public void failWhen(BooleanSupplier fails) {
        failure = fails;
    }

    @Override
    public Instant instant() {
        failWhereWanted();
        return START.plusNanos(passed.get());
    }

    @Override
    public long elapsedMillis() {
        failWhereWanted();
        return TimeUnit.NANOSECONDS.toMillis(passed.get());
    }

    private void failWhereWanted() {
        if (failure.getAsBoolean()) {
            throw new IllegalStateException("planted: the clock has stopped");
        }
    }

    @Override
    public long getAsLong() {
        return NANOS_AT_START + passed.get();
    }
}
