package io.tapewire.soak;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that contains its own position. Its length and letters follow from that, so that damage is found.
 *
 * @param run which request of its producer's it was in, from 1
 * @param number in that request, from 1
 * @param micros when it was printed, or 0 if it may be late: the first one, because the server has to accept the request, and those of
 *     a flood
 */
record Line(int run, int number, long micros) {
    /** How many characters longer a line of a flood is. */
    private static final int FLOOD_LENGTH = 1_000;

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,15})\\.[a-z]*");

    static Optional<Line> parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return Optional.empty();
        }
        Line line = new Line(
                Integer.parseInt(shape.group(1)), Integer.parseInt(shape.group(2)), Long.parseLong(shape.group(3)));
        return line.text().equals(text) ? Optional.of(line) : Optional.empty();
    }

    String text() {
        int filler = number * 7 % 90 + (isPrompt() || number == 1 ? 0 : FLOOD_LENGTH);
        return run + "." + number + "." + micros + "."
                + String.valueOf((char) ('a' + number % 26)).repeat(filler);
    }

    /** Whether it must be there within a second. */
    boolean isPrompt() {
        return micros > 0;
    }

    boolean follows(Line before) {
        return run == before.run && number == before.number + 1;
    }

    boolean isAfter(Line other) {
        return run > other.run || (run == other.run && number > other.number);
    }
}
