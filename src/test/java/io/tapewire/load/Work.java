package io.tapewire.load;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines that are printed at a steady pace, and who watches. Immutable.
 *
 * @param name also the beginning of its channels' names
 * @param viewers all together, dealt out to the channels
 * @param rate lines a second in each channel
 * @param length of a line, in bytes
 */
record Work(String name, int viewers, int channels, int rate, int length, int seconds) {
    int lines() {
        return rate * seconds;
    }

    String channel(int index) {
        return "load/" + name + "/" + index % channels;
    }

    List<Seat> seats() {
        return IntStream.range(0, viewers)
                .mapToObj(index -> new Seat(channel(index), 0, lines(), length))
                .toList();
    }

    Work named(String other) {
        return new Work(other, viewers, channels, rate, length, seconds);
    }

    Work lasting(int otherSeconds) {
        return new Work(name, viewers, channels, rate, length, otherSeconds);
    }
}
