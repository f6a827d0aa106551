package io.tapewire.nodes;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** All that a program prints: numbered lines. It is made as far as it is needed. One thread. */
final class Script {
    private final String channel;
    private final String stream;
    /** Bytes up to the end of each line; the first one is for no line. */
    private final List<Long> ends = new ArrayList<>(List.of(0L));

    Script(String channel, String stream) {
        this.channel = channel;
        this.stream = stream;
    }

    /** How many lines these bytes have from beginning to end. */
    int linesIn(long bytes) {
        while (ends.get(ends.size() - 1) <= bytes) {
            ends.add(ends.get(ends.size() - 1) + line(ends.size()).length);
        }
        int found = Collections.binarySearch(ends, bytes);
        return found >= 0 ? found : -found - 2;
    }

    /** The rest of the line at this byte, or this whole line. */
    byte[] lineFrom(long position) {
        int before = linesIn(position);
        byte[] line = line(before + 1);
        return Arrays.copyOfRange(line, (int) (position - ends.get(before)), line.length);
    }

    /** With its line feed. */
    private byte[] line(int number) {
        return (lineText(number) + "\n").getBytes(US_ASCII);
    }

    String lineText(int number) {
        return new NumberedLine(channel, stream, number).text();
    }
}
