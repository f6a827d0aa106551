package io.tapewire.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Log;
import io.tapewire.protocol.RecordType;
import io.tapewire.search.LogLines;
import io.tapewire.terminal.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Text of a log that has forgotten its beginning, compared with what one knows who has read everything. */
class TextModelTest {
    private static final int CUTS = 20;
    private static final int ROWS = 10;
    private static final Limits LIMITS =
            Limits.STANDARD.with(Limit.FRAME_BYTES, 2_048).with(Limit.LINE_ROWS, ROWS);
    private static final String[] WORDS = {"error", "ok", "ärger", "漢字", "42 %", "", "a longer sentence, with words"};

    private record Known(Place place, String text) {}

    @RepeatedTest(20)
    void plain_output_is_the_same_as_raw_wherever_it_is_cut(RepetitionInfo run) throws IOException {
        Random random = new Random(run.getCurrentRepetition());
        Log log = Logs.log(LIMITS);
        for (int i = 0; i < 800; i++) {
            String word = WORDS[random.nextInt(WORDS.length)];
            print(random, word + (random.nextInt(3) == 0 ? "\n" : " "), log);
        }
        for (int i = 0; i < CUTS; i++) {
            long last = log.span().last();
            long after = random.nextInt((int) last);
            long to = after + random.nextInt((int) (last - after) + 1);

            assertThat(text(log, after, to))
                    .as("after %d to %d of %s", after, to, log.span())
                    .isEqualTo(raw(log, after, to));
            log.forgetOldest();
        }
    }

    @RepeatedTest(20)
    void lines_are_those_of_a_reader_who_has_read_everything(RepetitionInfo run) throws IOException {
        Random random = new Random(run.getCurrentRepetition());
        Log log = Logs.log(LIMITS);
        Log whole = Logs.log(LIMITS);
        // whoever joins later has a full screen above as well, so that moving up never ends at its top
        print(random, "a line\n".repeat(ROWS), log, whole);
        for (int i = 0; i < 800; i++) {
            for (String piece : pieces(random, i)) {
                print(random, piece, log, whole);
            }
        }
        whole.seal();
        log.seal();
        for (int i = 0; i < CUTS; i++) {
            long first = log.span().first();
            long to = first + random.nextInt((int) (log.span().last() - first) + 1);
            List<Known> known = new ArrayList<>();
            boolean ended = read(whole, to, known);
            List<String> expected = known.stream()
                    .filter(line -> line.place().offset() >= first)
                    .map(Known::text)
                    .toList();
            String end = expected.stream().collect(Collectors.joining("\n")) + (ended ? "\n" : "");

            // a line that does not end in the range is not left out
            if (raw(log, 0, to).contains("\n")) {
                // above there may be lines of a display that began before the log does, as far as they have been drawn
                // again since
                assertThat(text(log, 0, to)).as("%d to %d", first, to).endsWith(end);
            }
            log.forgetOldest();
        }
    }

    /** What a program prints, in pieces. */
    private static List<String> pieces(Random random, int i) {
        String word = WORDS[random.nextInt(WORDS.length)];
        return switch (random.nextInt(10)) {
            case 0 -> List.of("\r\u001b[K" + word + " " + i);
            case 1 -> List.of("\u001b[3" + i % 8 + "m" + word, "\u001b[m ", word + "\r\n");
            case 2 -> List.of("wait", "\b\b\b\b" + word + "\n");
            case 3 -> List.of("\u001b[?1049h" + word, "\u001b[5;5H" + i, "\u001b[?1049l");
            case 4 -> display(word, random.nextInt(8));
            case 5 -> List.of("\t" + word + "\r");
            case 6 -> List.of(word + " ");
            default -> List.of(word + " " + i + "\n");
        };
    }

    private static List<String> display(String word, int times) {
        List<String> pieces = new ArrayList<>(List.of("\n" + word + "\n", "0\n"));
        for (int i = 0; i < times; i++) {
            pieces.add("\u001b[2A\u001b[2K" + word + i + "\n");
            pieces.add("\u001b[2K" + i + "\n");
        }
        return pieces;
    }

    /** Does the same to each log. */
    private static void print(Random random, String output, Log... logs) {
        int what = random.nextInt(30);
        RecordType type = random.nextInt(8) == 0 ? RecordType.ERROR : RecordType.OUTPUT;
        boolean seals = random.nextInt(3) == 0;
        for (Log log : logs) {
            if (what == 0) {
                Logs.message(log, RecordType.NOTIFICATION, "{}");
            } else if (what == 1) {
                log.start(new RunStarted("build", "r" + log.span().last(), null));
            } else if (what == 2) {
                log.end(new RunEnded("build", null, RunOutcome.INTERRUPTED, null));
            }
            log.append(type, output.getBytes(UTF_8));
            if (seals) {
                log.seal();
            }
        }
    }

    /** Reads all records of a log up to this one, and returns whether the last line was ended. */
    private static boolean read(Log log, long to, List<Known> known) {
        LogLines lines = new LogLines(LIMITS, line -> known.add(new Known(line.place(), line.text())));
        for (long at = 1; at <= to && log.partAt(at) instanceof Excerpt part; at = part.last() + 1) {
            lines.read(part, at, Math.min(to, part.last()));
        }
        return lines.finish();
    }

    private static String text(Log log, long after, long to) throws IOException {
        FakeResponse response = new FakeResponse();
        new TextExport(LIMITS).send(Range.between(log, after, to), response.response());
        return response.body();
    }

    private static String raw(Log log, long after, long to) throws IOException {
        FakeResponse response = new FakeResponse();
        new RawExport().send(Range.between(log, after, to), response.response());
        return response.body();
    }
}
