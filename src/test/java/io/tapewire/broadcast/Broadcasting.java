package io.tapewire.broadcast;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limits;
import io.tapewire.event.TerminalOutput;
import java.util.function.Consumer;

/** What CDI does with an event, without CDI. */
public final class Broadcasting {
    private Broadcasting() {}

    /** Takes what is fired. */
    public static Consumer<TerminalOutput> into(Channels channels, Limits limits) {
        Broadcaster broadcaster = new Broadcaster(channels, limits);
        return broadcaster::on;
    }
}
