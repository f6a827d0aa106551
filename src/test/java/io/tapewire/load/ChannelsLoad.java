package io.tapewire.load;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** W6: many channels that few watch, each with a program of its own. */
class ChannelsLoad extends ServerLoad {
    private static final int WARM_UP_SECONDS = 6;
    private static final Work W6 = new Work("W6", 1000, 1000, 10, 128, 10);

    @Test
    void a_thousand_channels_with_a_viewer_each(Report report) throws IOException {
        warmUp(W6.lasting(WARM_UP_SECONDS));
        measure(W6, report);
    }
}
