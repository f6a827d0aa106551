package io.tapewire.cli.upload;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: twice as long each time, and never exactly as long as others. One thread. */
public final class Backoff {
    private static final Duration LEAST = Duration.ofMillis(20);
    private static final Duration MOST = Duration.ofSeconds(5);

    private final RandomGenerator random;
    private final Duration least;
    private final Duration most;
    private Duration next;

    /** From 20 ms to 5 s: most connections that break can be replaced at once. */
    public Backoff() {
        // the JDK's default generator has to be found first, which delays the start
        this(new Random(), LEAST, MOST);
    }

    /** From one bound to another. */
    public Backoff(RandomGenerator random, Duration least, Duration most) {
        this.random = random;
        this.least = least;
        this.most = most;
        this.next = least;
    }

    /** Something has succeeded. */
    public void reset() {
        next = least;
    }

    /** Between a half and the whole of the bound, which grows. */
    public Duration next() {
        long bound = next.toMillis();
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(most) < 0 ? twice : most;
        return Duration.ofMillis(random.nextLong(bound / 2, bound + 1));
    }
}
