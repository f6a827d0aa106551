package io.tapewire.broadcast;

import io.tapewire.event.OutputType;
import io.tapewire.event.TerminalOutput;
import io.tapewire.protocol.Utf8Encoder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts surrogate pairs together that were split over two events: a first half waits for the second. Any thread.
 */
final class SplitPairs {
    private static final String REPLACEMENT = "\ufffd";
    private static final byte[] NOTHING = {};

    private record Place(String channel, OutputType type) {}

    private record Half(char first, long millis) {}

    private final Map<Place, Half> waiting = new ConcurrentHashMap<>();
    private final InstantSource clock;

    SplitPairs(InstantSource clock) {
        this.clock = clock;
    }

    /** The event's text with the half that waited for it in front and without one that it ends with, as UTF-8. */
    byte[] join(TerminalOutput event) {
        String text = event.output();
        if (text.isEmpty()) {
            return NOTHING;
        }
        Place place = new Place(event.channel(), event.type());
        Half half = waiting.isEmpty() ? null : waiting.remove(place);
        if (half != null) {
            text = half.first() + text;
        }
        int end = text.length() - 1;
        if (Character.isHighSurrogate(text.charAt(end))) {
            waiting.put(place, new Half(text.charAt(end), clock.millis()));
            text = text.substring(0, end);
        }
        return Utf8Encoder.encode(text);
    }

    /** The halves that have waited this long, each as the output that takes its place. */
    List<TerminalOutput> giveUp(long millis) {
        List<TerminalOutput> lost = new ArrayList<>();
        long now = clock.millis();
        waiting.forEach((place, half) -> {
            if (now - half.millis() >= millis && waiting.remove(place, half)) {
                lost.add(new TerminalOutput(place.channel(), REPLACEMENT, place.type()));
            }
        });
        return lost;
    }
}
