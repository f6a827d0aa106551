package io.tapewire.nodes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that says where it belongs. Its length and letters follow from that, so that damage is found.
 *
 * @param stream the output's type, which tells the programs of a channel apart
 * @param number from 1
 */
record NumberedLine(String channel, String stream, int number) {
    private static final Pattern SHAPE = Pattern.compile("(\\S+) ([a-z]+) (\\d{1,9}) [a-z]*");

    static Optional<NumberedLine> parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return Optional.empty();
        }
        NumberedLine line = new NumberedLine(shape.group(1), shape.group(2), Integer.parseInt(shape.group(3)));
        return line.text().equals(text) ? Optional.of(line) : Optional.empty();
    }

    /** Without a line feed. */
    String text() {
        String letter = String.valueOf((char) ('a' + number % 26));
        return channel + " " + stream + " " + number + " " + letter.repeat(number * 7 % 60);
    }
}
