package io.tapewire.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The time of day, which somebody may set forward or back at any moment, and a time that only measures how long something
 * takes. Any thread.
 */
public interface TimeSource extends InstantSource {
    /** Milliseconds since an arbitrary moment, whoever sets the time of day. The differences are what counts. */
    long elapsedMillis();

    /** The machine's own. */
    static TimeSource system() {
        // System.nanoTime may overflow, the time since now will not
        long begun = System.nanoTime();
        return new TimeSource() {
            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            public long millis() {
                return System.currentTimeMillis();
            }

            @Override
            public long elapsedMillis() {
                return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            }
        };
    }
}
