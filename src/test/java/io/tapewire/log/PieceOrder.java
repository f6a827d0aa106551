package io.tapewire.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.protocol.Envelope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbered pieces of output by several producers: where no gap names records, none of anybody's pieces is missing. */
public final class PieceOrder {
    private static final Pattern PIECE = Pattern.compile("\\[(\\d+):(\\d+)]");
    private static final String MISSING = "#";

    private PieceOrder() {}

    public static String piece(int producer, int number) {
        return "[" + producer + ":" + number + "]";
    }

    public static void check(List<Envelope> messages) {
        StringBuilder text = new StringBuilder();
        for (Envelope message : messages) {
            boolean named = LogReader.isGap(message) && LogReader.lastOf(message) >= LogReader.firstOf(message);
            text.append(named ? MISSING : LogReader.outputOf(message));
        }
        for (String run : text.toString().split(MISSING, -1)) {
            checkRun(run);
        }
    }

    private static void checkRun(String run) {
        Map<String, Integer> latest = new HashMap<>();
        Matcher pieces = PIECE.matcher(run);
        // a run may begin and end inside a piece
        for (int end = Math.max(0, run.indexOf('[')); pieces.find(); end = pieces.end()) {
            assertThat(pieces.start()).as("nothing between two pieces").isEqualTo(end);
            int number = Integer.parseInt(pieces.group(2));
            Integer before = latest.put(pieces.group(1), number);
            if (before != null) {
                assertThat(number).as("of producer " + pieces.group(1)).isEqualTo(before + 1);
            }
        }
    }
}
