package io.tapewire.broadcast;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limits;
import io.tapewire.event.TerminalOutput;
import io.tapewire.mask.Masking;
import io.tapewire.mask.Masks;
import java.util.function.Consumer;

/** What CDI does with an event, without CDI. */
public final class Broadcasting {
    private Broadcasting() {}

    /** Takes what is fired. */
    public static Consumer<TerminalOutput> into(Channels channels, Limits limits) {
        return into(channels, limits, Masking.of());
    }

    /** Takes what is fired, and masks it. */
    public static Consumer<TerminalOutput> into(Channels channels, Limits limits, Masks masks) {
        Broadcaster broadcaster = new Broadcaster(channels, limits, masks);
        return broadcaster::on;
    }
}
