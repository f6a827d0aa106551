package io.tapewire.load;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** W1, W2 and W4 as the lab has them: one channel, and many who watch it. */
class FanOutLoad extends ServerLoad {
    private static final Work W1 = new Work("W1", 100, 1, 20, 80, 8);
    private static final Work W2 = new Work("W2", 100, 1, 2000, 128, 8);
    private static final Work W4 = new Work("W4", 1000, 1, 50, 128, 8);

    @Test
    void a_hundred_viewers_and_a_thousand(Report report) throws IOException {
        warmUp(W2);
        measure(W1, report);
        measure(W2, report);
        measure(W4, report);
    }
}
