package io.tapewire.load;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How cost grows with each size of a work, while the others stay as they are. */
class GrowthLoad extends ServerLoad {
    private static final int VIEWERS = 100;
    private static final int RATE = 50;
    private static final int LENGTH = 128;
    private static final int SECONDS = 5;
    private static final int MANY_VIEWERS = 1000;
    private static final int SLOW_RATE = 10;
    /** Something of each kind, so that the compiler has done its part before the first point. */
    private static final Work WARM_UP = new Work("warm-up", 200, 50, 50, 512, 5);

    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(4);

    private Steady steady;
    private double idlePercent;

    @BeforeEach
    void warmUpAndRest() throws IOException {
        steady = new Steady(target, server);
        warmUp(WARM_UP);
        rest(); // the compiler goes on for a while
        Meter idle = rest();
        idlePercent = 100 * idle.serverCpu() / idle.seconds();
    }

    private Meter rest() {
        Meter start = Meter.read(server);
        long end = System.nanoTime() + REST_NANOS;
        for (long left = REST_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return Meter.read(server).since(start);
    }

    @Test
    void viewers(Report report) throws IOException {
        growth("viewers", report).measure(steady, size -> work(size, 1, RATE, LENGTH), 10, 100, 1000);
    }

    @Test
    void channels_with_a_viewer_each(Report report) throws IOException {
        growth("channels, a viewer each", report)
                .measure(steady, size -> work(size, size, SLOW_RATE, LENGTH), 10, 100, 1000);
    }

    @Test
    void channels_among_which_the_same_viewers_are_dealt_out(Report report) throws IOException {
        growth("channels, 1,000 viewers dealt out", report)
                .measure(steady, size -> work(MANY_VIEWERS, size, SLOW_RATE, LENGTH), 1, 10, 100, 1000);
    }

    @Test
    void rate(Report report) throws IOException {
        growth("lines/s", report).measure(steady, size -> work(VIEWERS, 1, size, LENGTH), 10, 100, 1000, 10_000);
    }

    @Test
    void length_of_lines(Report report) throws IOException {
        growth("bytes/line", report).measure(steady, size -> work(VIEWERS, 1, RATE, size), 16, 256, 4096, 16_384);
    }

    private Growth growth(String name, Report report) {
        return new Growth(name, idlePercent, report);
    }

    private static Work work(int viewers, int channels, int rate, int length) {
        return new Work("growth", viewers, channels, rate, length, SECONDS);
    }
}
