package io.tapewire.load;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How cost grows with each size of a work, while the others stay as they are. */
class GrowthLoad extends ServerLoad {
    private static final int VIEWERS = 100;
    private static final int RATE = 50;
    private static final int LENGTH = 128;
    private static final int SECONDS = 5;
    private static final int MANY_VIEWERS = 1000;
    private static final int SLOW_RATE = 10;

    @Test
    void viewers(Report report) throws IOException {
        growth("viewers", report)
                .measure(new Steady(target, server), size -> work(size, 1, RATE, LENGTH), 10, 100, 1000);
    }

    @Test
    void channels_with_a_viewer_each(Report report) throws IOException {
        growth("channels, a viewer each", report)
                .measure(new Steady(target, server), size -> work(size, size, SLOW_RATE, LENGTH), 10, 100, 1000);
    }

    @Test
    void channels_among_which_the_same_viewers_are_dealt_out(Report report) throws IOException {
        growth("channels, 1,000 viewers dealt out", report)
                .measure(
                        new Steady(target, server),
                        size -> work(MANY_VIEWERS, size, SLOW_RATE, LENGTH),
                        1,
                        10,
                        100,
                        1000);
    }

    @Test
    void rate(Report report) throws IOException {
        growth("lines/s", report)
                .measure(new Steady(target, server), size -> work(VIEWERS, 1, size, LENGTH), 10, 100, 1000, 10_000);
    }

    @Test
    void length_of_lines(Report report) throws IOException {
        growth("bytes/line", report)
                .measure(new Steady(target, server), size -> work(VIEWERS, 1, RATE, size), 16, 256, 4096, 16_384);
    }

    private Growth growth(String name, Report report) {
        return new Growth(name, server, report);
    }

    private static Work work(int viewers, int channels, int rate, int length) {
        return new Work("growth", viewers, channels, rate, length, SECONDS);
    }
}
