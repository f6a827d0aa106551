package io.tapewire.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Log;
import io.tapewire.log.ManualClock;
import io.tapewire.log.Memory;
import io.tapewire.protocol.RecordType;
import io.tapewire.terminal.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Finding lines in a log. */
class SearchTest {
    private static final Limits LIMITS =
            Limits.STANDARD.with(Limit.LINE_ROWS, 10).with(Limit.FRAME_BYTES, 2048);
    private static final int SMALL_BLOCK = 4096;
    private static final String[] WORDS = {
        "error", "Error", "timeout", "ok", "ärger", "ÄRGER", "42", "module", "漢字", "ſ"
    };

    private static final String[] REGEXES = {"error.*\\d+", "^ok", "(time|module)\\w* [0-9]+$", "[0-9]{2,} %", "ä?r?ger"
    };

    private final List<Hit> hits = new ArrayList<>();
    private final List<Long> told = new ArrayList<>();
    private long nanos;
    private long nanosPerLook;

    @RepeatedTest(8)
    void it_finds_what_reading_everything_from_the_start_finds(RepetitionInfo run) throws Exception {
        Random random = new Random(run.getCurrentRepetition());
        Log log = log(LIMITS.with(Limit.BATCH_BYTES, 16 + random.nextInt(500))
                .with(Limit.CHANNEL_BYTES, random.nextInt(3) == 0 ? 90_000 : 1 << 20));
        for (int i = 0; i < 2_000; i++) {
            program(random, i).forEach(output -> print(log, output, random));
        }
        log.seal();
        List<Hit> all = everything(log);
        assertThat(all).hasSizeGreaterThan(100);

        for (int i = 0; i < 3; i++) {
            String word = WORDS[random.nextInt(WORDS.length)];
            boolean caseSensitive = random.nextBoolean();
            Pattern pattern = Pattern.compile(
                    Pattern.quote(word), caseSensitive ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            assertThat(words(search(log, Expression.text(word, caseSensitive), random)))
                    .as("%s, case %s", word, caseSensitive)
                    .isEqualTo(words(matching(all, pattern)));
        }
        for (int i = 0; i < 2; i++) {
            String regex = REGEXES[random.nextInt(REGEXES.length)];
            assertThat(words(search(log, Expression.regex(regex, true), random)))
                    .as(regex)
                    .isEqualTo(words(matching(all, Pattern.compile(regex))));
        }
    }

    @Test
    void hits_come_newest_first_with_their_place_and_spans() throws Exception {
        Log log = log(LIMITS);
        append(log, "an error\nfine\nError, error\n");
        append(log, "an \u001b[31mer\u001b[1mr\u001b[0mor that goes");
        append(log, " on\n");

        Result result = search(log).run(0, Long.MAX_VALUE, 10, report());

        assertThat(result).isEqualTo(new Result(Result.Reason.EXHAUSTED, 1));
        assertThat(hits.stream().map(SearchTest::describe))
                .containsExactly(
                        "2.0 an error that goes on [3-8]", "1.2 Error, error [0-5][7-12]", "1.0 an error [3-8]");
        assertThat(hits.get(0).place().millis()).isEqualTo(ManualClock.START.toEpochMilli());
    }

    @Test
    void the_hits_of_one_record_are_never_separated() throws Exception {
        Log log = log(LIMITS);
        IntStream.rangeClosed(1, 5).forEach(i -> append(log, "error a\nerror b\nerror c\n"));

        Result result = search(log).run(0, Long.MAX_VALUE, 4, report());

        assertThat(result).isEqualTo(new Result(Result.Reason.LIMIT, 4));
        assertThat(hits).hasSize(6);
        assertThat(search(log).run(0, result.next(), 1000, report())).isEqualTo(new Result(Result.Reason.EXHAUSTED, 1));
        assertThat(words(hits)).hasSize(15).doesNotHaveDuplicates();
    }

    @Test
    void only_lines_that_begin_after_a_record_are_hits_and_no_more_than_its_block_is_read() throws Exception {
        Log log = log(LIMITS);
        IntStream.rangeClosed(1, 1000).forEach(i -> append(log, "error %d %s\n".formatted(i, "x".repeat(100))));
        long before = log.seal();
        append(log, "error that goes");
        append(log, " on\n");

        Result result = search(log).run(before, Long.MAX_VALUE, 1000, report());

        assertThat(hits).hasSize(1);
        assertThat(hits.get(0).text()).isEqualTo("error that goes on");
        assertThat(result.reason()).isEqualTo(Result.Reason.EXHAUSTED);
        assertThat(result.next()).isGreaterThan(1);
    }

    @Test
    void a_search_that_takes_too_long_says_where_to_go_on() throws Exception {
        Log log = log(LIMITS);
        IntStream.range(0, 3_000)
                .forEach(i -> append(log, "line " + i + (i % 10 == 0 ? " has an error\n" : " is as it should be\n")));
        nanosPerLook = 100_000_000;

        long next = Long.MAX_VALUE;
        int searches = 0;
        Result result;
        do {
            result = search(log).run(0, next, 1000, report());
            assertThat(result.next()).isLessThan(next);
            next = result.next();
            searches++;
        } while (result.reason() == Result.Reason.TIME);

        assertThat(searches).isGreaterThan(2);
        assertThat(result.reason()).isEqualTo(Result.Reason.EXHAUSTED);
        assertThat(words(hits)).hasSize(300).doesNotHaveDuplicates();
        assertThat(told).isNotEmpty();
    }

    @Test
    void a_replaced_search_ends_and_gives_its_turn_back() throws Exception {
        Log log = log(LIMITS);
        IntStream.range(0, 1_000).forEach(i -> append(log, "line " + i + " has an error\n"));
        Turns turns = new Turns(1);
        Patience patience = new Patience(() -> nanos, Long.MAX_VALUE / 2);
        patience.replace();

        Result result = new Search(log, Expression.text("error", false), LIMITS, patience, turns, SMALL_BLOCK)
                .run(0, Long.MAX_VALUE, 1000, report());

        assertThat(result.reason()).isEqualTo(Result.Reason.REPLACED);
        assertThat(result.next()).isGreaterThan(1);
        assertThat(turns.free()).isEqualTo(1);
    }

    @Test
    void a_search_without_time_still_searches_a_block_so_that_repeating_it_comes_to_an_end() throws Exception {
        Log log = log(LIMITS);
        IntStream.range(0, 500).forEach(i -> append(log, "line " + i + " has an error\n"));
        nanosPerLook = 1_000_000_000_000L;

        Result result = search(log).run(0, Long.MAX_VALUE, 1000, report());

        assertThat(result.reason()).isEqualTo(Result.Reason.TIME);
        assertThat(hits).isNotEmpty();
        assertThat(result.next())
                .isBetween(2L, hits.get(hits.size() - 1).place().offset());
    }

    @Test
    void a_later_block_is_left_when_there_is_no_time_and_no_hit_of_it_is_told() throws Exception {
        Log log = log(LIMITS);
        IntStream.range(0, 3_000).forEach(i -> append(log, "line " + i + " has an error\n"));
        nanosPerLook = 1_000_000;
        long limitNanos = 600 * nanosPerLook;

        Result result = new Search(
                        log,
                        Expression.text("error", false),
                        LIMITS,
                        new Patience(() -> nanos += nanosPerLook, limitNanos),
                        new Turns(1),
                        SMALL_BLOCK)
                .run(0, Long.MAX_VALUE, 1000, report());

        assertThat(result.reason()).isEqualTo(Result.Reason.TIME);
        assertThat(hits).hasSizeBetween(50, 400);
        assertThat(hits).allMatch(hit -> hit.place().offset() >= result.next());
        assertThat(words(hits))
                .isEqualTo(words(
                        matching(everything(log), Pattern.compile("error")).subList(0, hits.size())));
    }

    @Test
    void a_search_whose_turn_does_not_come_ends_in_time_and_tells_meanwhile_that_it_goes_on() throws Exception {
        Log log = log(LIMITS);
        append(log, "an error\n");
        nanosPerLook = 200_000_000;

        Result result = new Search(log, Expression.text("error", false), LIMITS, patience(), new Turns(0), SMALL_BLOCK)
                .run(0, Long.MAX_VALUE, 1000, report());

        assertThat(result).isEqualTo(new Result(Result.Reason.TIME, 2));
        assertThat(told).isNotEmpty().containsOnly(2L);
        assertThat(hits).isEmpty();
    }

    @Test
    void a_replaced_search_does_not_wait_for_its_turn() throws Exception {
        Log log = log(LIMITS);
        append(log, "an error\n");
        Patience patience = new Patience(() -> nanos, Long.MAX_VALUE / 2);
        patience.replace();

        assertThat(new Search(log, Expression.text("error", false), LIMITS, patience, new Turns(0), SMALL_BLOCK)
                        .run(0, Long.MAX_VALUE, 1000, report())
                        .reason())
                .isEqualTo(Result.Reason.REPLACED);
    }

    @Test
    void a_search_tells_how_far_it_is_while_it_looks_at_the_lines_of_one_segment() throws Exception {
        Log log = log(Limits.STANDARD);
        append(log, "an error\n".repeat(5_000));
        nanosPerLook = 1_000_000;

        new Search(log, Expression.text("error", false), LIMITS, patience(), new Turns(1), Block.MOST_BYTES)
                .run(0, Long.MAX_VALUE, 1, report());

        assertThat(told).hasSizeGreaterThan(10);
    }

    @Test
    void no_more_hits_of_a_block_are_kept_than_are_wanted() {
        Newest newest = new Newest(2, 0);
        for (int line = 0; line < 100_000; line++) {
            newest.add(new Hit(new Place(line / 4, line % 4, 1), "", new Spans()));
            assertThat(newest.kept()).isLessThanOrEqualTo(12);
        }

        assertThat(newest.isCut()).isTrue();
        assertThat(words(newest.newestFirst())).containsExactly("24999.3 ", "24999.2 ", "24999.1 ", "24999.0 ");
    }

    @Test
    void a_display_that_is_drawn_again_and_again_is_found_as_it_stood_last() throws Exception {
        Log log = log(LIMITS);
        append(log, "start\na 0 %\nb 0 %\n");
        IntStream.rangeClosed(1, 2_000)
                .forEach(i -> append(log, "\u001b[2A\u001b[2Ka " + i + " %\n\u001b[2Kb " + i + " %\n"));
        append(log, "end\n");

        search(log, "%").run(0, Long.MAX_VALUE, 1000, report());

        assertThat(hits.stream().map(SearchTest::describe)).containsExactly("1.2 b 2000 % [7-8]", "1.1 a 2000 % [7-8]");
    }

    private Search search(Log log) {
        return search(log, "error");
    }

    private Search search(Log log, String text) {
        return new Search(log, Expression.text(text, false), LIMITS, patience(), new Turns(1), SMALL_BLOCK);
    }

    private Patience patience() {
        return new Patience(() -> nanos += nanosPerLook, 10_000_000_000L);
    }

    private List<Hit> search(Log log, Expression expression, Random random) throws IOException {
        hits.clear();
        long next = Long.MAX_VALUE;
        Result result;
        do {
            result = new Search(log, expression, LIMITS, patience(), new Turns(1), 1000 + random.nextInt(20_000))
                    .run(0, next, 1 + random.nextInt(30), report());
            next = result.next();
        } while (result.reason() != Result.Reason.EXHAUSTED);
        return hits;
    }

    private Report report() {
        return new Report() {
            @Override
            public void hits(List<Hit> found) {
                hits.addAll(found);
            }

            @Override
            public void searched(long offset) {
                told.add(offset);
            }
        };
    }

    private static List<Hit> everything(Log log) {
        List<Hit> all = new ArrayList<>();
        LogLines lines = new LogLines(LIMITS, line -> {
            if (line.place().offset() > 0) {
                all.add(new Hit(line.place(), line.text(), new Spans()));
            }
        });
        long first = log.span().first();
        Excerpt begin = (Excerpt) log.partAt(first);
        lines.join(log, begin, first, begin.beginsMidLine());
        for (long at = first; log.partAt(at) instanceof Excerpt part; at = part.last() + 1) {
            lines.read(part, at, part.last());
        }
        lines.finish();
        return all;
    }

    private static List<Hit> matching(List<Hit> all, Pattern pattern) {
        return all.stream()
                .filter(line -> pattern.matcher(line.text()).find())
                .sorted((a, b) -> a.place().offset() == b.place().offset()
                        ? Integer.compare(b.place().line(), a.place().line())
                        : Long.compare(b.place().offset(), a.place().offset()))
                .toList();
    }

    private static List<String> words(List<Hit> hits) {
        return hits.stream()
                .map(hit -> hit.place().offset() + "." + hit.place().line() + " " + hit.text())
                .toList();
    }

    private static String describe(Hit hit) {
        StringBuilder text = new StringBuilder(words(List.of(hit)).get(0)).append(' ');
        for (int i = 0; i < hit.spans().count(); i++) {
            text.append('[')
                    .append(hit.spans().from(i))
                    .append('-')
                    .append(hit.spans().to(i))
                    .append(']');
        }
        return text.toString();
    }

    /** What a program prints, in pieces. */
    private static List<String> program(Random random, int i) {
        String word = WORDS[random.nextInt(WORDS.length)];
        return switch (random.nextInt(14)) {
            case 0 -> List.of("\r\u001b[K" + word + " " + i + " %");
            case 1 -> List.of("\r" + "━".repeat(random.nextInt(30)), " " + i + " %");
            case 2 -> List.of("\n");
            case 3 -> display(word, random.nextInt(20));
            case 4 -> List.of("wait", "\b\b\b\b" + word + "\n");
            case 5 -> List.of("\u001b[?1049h" + word, "\u001b[5;5H" + i + "\n", "\u001b[?1049l");
            case 6 ->
                List.of(word.toUpperCase(Locale.ROOT) + "\u001b[3" + i % 8 + "m", word + "\t" + i + "\u001b[m\r\n");
            case 7 -> List.of("\u001b[2J\u001b[H" + word + "\n");
            case 8 -> List.of("er\u001b[1mror " + i, "\u001b[22m\n");
            case 9 -> List.of((word + " ").repeat(random.nextInt(100)) + "\n");
            default -> List.of(word + " " + i + " module " + random.nextInt(1000) + "\n");
        };
    }

    private static List<String> display(String word, int times) {
        List<String> pieces = new ArrayList<>(List.of("\n" + word + "\n", "0\n"));
        for (int i = 0; i < times; i++) {
            pieces.add("\u001b[2A\u001b[2K" + word + i + "\n\u001b[2K" + i + "\n");
        }
        return pieces;
    }

    private static void print(Log log, String output, Random random) {
        RecordType type = random.nextInt(8) == 0 ? RecordType.ERROR : RecordType.OUTPUT;
        switch (random.nextInt(40)) {
            case 0 ->
                log.appendMessage(RecordType.NOTIFICATION, "{\"title\":\"error\",\"message\":\"\"}".getBytes(UTF_8));
            case 1 -> runs(log, "run-" + random.nextInt(1 << 30));
            case 2 -> log.end(new RunEnded("c", null, RunOutcome.INTERRUPTED, null));
            default -> log.append(type, output.getBytes(UTF_8));
        }
        if (random.nextInt(3) == 0) {
            log.seal();
        }
    }

    private static void runs(Log log, String run) {
        log.start(new RunStarted("c", run, null, 80, 10));
        log.append(RecordType.OUTPUT, "\u001b[3Cerror\r\n".getBytes(UTF_8), run);
        log.end(new RunEnded("c", run, RunOutcome.FINISHED, 0));
    }

    private static void append(Log log, String output) {
        log.append(RecordType.OUTPUT, output.getBytes(UTF_8));
        log.seal();
    }

    private static Log log(Limits limits) {
        return new Log("c", "e", limits, new Memory(1L << 30), new ManualClock());
    }
}
