package io.tapewire.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.nodes.Sighting.Begun;
import io.tapewire.nodes.Sighting.Gap;
import io.tapewire.nodes.Sighting.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checker finds whatever is wrong, and nothing else. The recording is of a log of 14 records whose epoch {@code old} had 8.
 * Redis has lost two of them, so it goes on in epoch {@code new} after record 6. Later the first three were evicted.
 */
class CheckerTest {
    private static final String CHANNEL = "build";
    private static final long FORK = 6;
    private static final long OLD_END = 8;
    private static final long END = 14;
    private static final long EVICTED = 3;

    /** Sees the fork without noticing a loss, loses its connection once, and gets some records as one. */
    private final List<Sighting> steady = new ArrayList<>();
    /** Has seen what is lost. */
    private final List<Sighting> unlucky = new ArrayList<>();
    /** Comes when the first records are gone. */
    private final List<Sighting> late = new ArrayList<>();

    private final List<Sighting> history = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();

    CheckerTest() {
        steady.add(new Begun("old", 0, false));
        steady.addAll(records("old", 1, 4));
        steady.add(new Begun("old", 4, true));
        steady.addAll(records("old", 5, FORK));
        steady.add(new Begun("new", FORK, true));
        steady.add(record("new", 7, 8));
        steady.addAll(records("new", 9, END));
        unlucky.add(new Begun("old", 0, false));
        unlucky.addAll(records("old", 1, OLD_END));
        unlucky.add(new Gap(OLD_END + 1, OLD_END, "restart"));
        unlucky.add(new Begun("new", 0, false));
        unlucky.addAll(records("new", 1, END));
        late.add(new Begun("new", 0, false));
        late.add(new Gap(1, EVICTED, "evicted"));
        late.addAll(records("new", EVICTED + 1, END));
        history.add(new Begun("new", EVICTED, false));
        history.addAll(records("new", EVICTED + 1, END));
        claims.add(new Claim(CHANNEL, "output", "old", 6));
        claims.add(new Claim(CHANNEL, "output", "new", 4));
        claims.add(new Claim(CHANNEL, "output", "new", 10));
        claims.add(new Claim(CHANNEL, "error", "new", 4));
    }

    /** Every third record is of the second program. */
    private static String streamOf(long offset) {
        return offset % 3 == 0 ? "error" : "output";
    }

    private static String line(long offset) {
        int number = (int) (offset % 3 == 0 ? offset / 3 : offset - offset / 3);
        return new NumberedLine(CHANNEL, streamOf(offset), number).text() + "\n";
    }

    private static List<Sighting> records(String epoch, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .<Sighting>mapToObj(offset -> record(epoch, offset, offset))
                .toList();
    }

    private static Records record(String epoch, long first, long last) {
        StringBuilder text = new StringBuilder();
        LongStream.rangeClosed(first, last).mapToObj(CheckerTest::line).forEach(text::append);
        return new Records(epoch, first, last, streamOf(first), text.toString());
    }

    private static Records with(Sighting sighting, String text) {
        Records records = (Records) sighting;
        return new Records(records.epoch(), records.first(), records.last(), records.stream(), text);
    }

    private List<String> faults(boolean mayLose) {
        Recording recording = new Recording(
                List.of(account("steady", steady), account("unlucky", unlucky), account("late", late)),
                List.of(account("history", history)),
                claims);
        return Checker.faults(recording, mayLose);
    }

    private static Account account(String witness, List<Sighting> sightings) {
        return new Account(witness, CHANNEL, sightings);
    }

    @Test
    void what_is_as_it_should_be_has_no_faults() {
        assertThat(faults(true)).isEmpty();
    }

    @Test
    void a_loss_that_is_named_is_a_fault_if_there_was_no_reason_for_one() {
        assertThat(faults(false)).anyMatch(fault -> fault.startsWith("unlucky of build: a gap, although"));
    }

    static Stream<Arguments> plantedFaults() {
        return Stream.of(
                planted(
                        "a line is dropped",
                        "steady of build: output lines 7 to 7 are missing",
                        test -> test.edit(test.steady, 11, "")),
                planted(
                        "a line is doubled",
                        "unlucky of build: output line 8 came again",
                        test -> test.edit(test.unlucky, 21, line(11) + line(11))),
                planted("two lines are swapped", "output line 9 came again or late", test -> {
                    test.edit(test.late, 11, line(14));
                    test.edit(test.late, 12, line(13));
                }),
                planted(
                        "a line of another channel",
                        "a line of deploy",
                        test -> test.edit(test.late, 3, new NumberedLine("deploy", "output", 4).text() + "\n")),
                planted(
                        "an offset has two contents",
                        "records 13 to 13 of build in epoch new were",
                        test -> test.edit(test.history, 10, "x" + line(13))),
                planted("an epoch goes back", "epoch old comes back after new", test -> {
                    test.steady.add(new Begun("old", END, true));
                }),
                planted(
                        "a gap is too wide",
                        "record 4 of epoch new is there, but Gap",
                        test -> test.late.set(1, new Gap(1, EVICTED + 1, "evicted"))),
                planted(
                        "a gap is too narrow",
                        "late of build: records 3 to 3 are missing, and no gap names them",
                        test -> test.late.set(1, new Gap(1, EVICTED - 1, "evicted"))),
                planted(
                        "a gap begins where the viewer has been",
                        "late of build: a gap that does not begin after 0",
                        test -> test.late.set(1, new Gap(2, EVICTED, "evicted"))),
                planted(
                        "a line is torn",
                        "a torn line of output at record 14",
                        test -> test.edit(test.steady, 15, line(14).substring(5))),
                planted("a line that was answered is missing", "history of build: output ends before line 10", test -> {
                    test.history.remove(test.history.size() - 1);
                }),
                planted(
                        "what was answered is taken back",
                        "only 5 lines were left in the same epoch",
                        test -> test.claims.set(1, new Claim(CHANNEL, "output", "old", 5))),
                planted(
                        "a record is missing",
                        "steady of build: records 10 to 10 are missing, and no gap names them",
                        test -> test.steady.remove(11)),
                planted("a record comes again", "unlucky of build: record 14 came after 14", test -> {
                    test.unlucky.add(record("new", END, END));
                }),
                planted(
                        "a viewer goes on elsewhere",
                        "steady of build: goes on after record 3, but had come to 4",
                        test -> test.steady.set(5, new Begun("old", 3, true))),
                planted(
                        "the end does not come",
                        "late of build: output ends before line 10, but 10 lines were answered",
                        test -> test.late.remove(test.late.size() - 1)),
                planted(
                        "records of an epoch that the viewer has left",
                        "records of epoch old came in new",
                        test -> test.steady.set(10, record("old", 8, 8))));
    }

    private static Arguments planted(String what, String found, Consumer<CheckerTest> plant) {
        return Arguments.of(what, found, plant);
    }

    private void edit(List<Sighting> sightings, int index, String text) {
        sightings.set(index, with(sightings.get(index), text));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plantedFaults")
    void each_planted_fault_is_found(String what, String found, Consumer<CheckerTest> plant) {
        plant.accept(this);

        assertThat(faults(true)).as(what).anyMatch(fault -> fault.contains(found));
    }
}
