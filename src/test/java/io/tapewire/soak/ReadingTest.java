package io.tapewire.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A soak says nothing unless it sees what goes wrong. */
class ReadingTest {
    private final Findings findings = new Findings();
    private final Published published = new Published();
    private final SoakClock clock = new SoakClock(() -> {});
    private final Reading reading = new Reading("viewer", published, findings, clock);

    @BeforeEach
    void subscribe() {
        subscribed("e", 0);
    }

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void lines_in_order_are_fine_however_they_are_cut() {
        String text = line(1, 1) + line(1, 2) + line(1, 3);
        for (int i = 0; i < text.length(); i++) {
            output(i + 1, i + 1, text.substring(i, i + 1));
        }
        assertThat(findings.faults()).isEmpty();
        assertThat(findings.read.sum()).isEqualTo(3);
        assertThat(reading.position()).isEqualTo(text.length());
    }

    @Test
    void a_line_that_is_lost_is_found() {
        output(1, 1, line(1, 1) + line(1, 3));
        assertFault("came Line[run=1, number=3");
    }

    @Test
    void a_first_line_that_is_lost_is_found() {
        output(1, 1, line(1, 2));
        assertFault("came Line[run=1, number=2");
    }

    @Test
    void a_line_that_comes_twice_is_found() {
        output(1, 1, line(1, 1) + line(1, 1));
        assertFault("came Line[run=1, number=1");
    }

    @Test
    void a_line_that_comes_late_is_found() {
        output(1, 1, line(1, 1) + line(1, 2) + line(1, 3) + line(1, 2));
        assertFault("came Line[run=1, number=2");
    }

    @Test
    void a_line_that_is_damaged_is_found() {
        output(1, 1, line(1, 1) + line(1, 2).replace('c', 'd'));
        assertFault("no line");
    }

    @Test
    void a_line_that_lost_its_end_is_found() {
        output(1, 1, line(1, 1).strip() + line(1, 2));
        assertFault("no line");
    }

    @Test
    void a_record_that_is_lost_is_found() {
        output(1, 1, line(1, 1));
        output(3, 3, line(1, 2));
        assertFault("after record 1");
    }

    @Test
    void a_record_that_comes_twice_is_found() {
        output(1, 2, line(1, 1));
        output(2, 3, "");
        assertFault("after record 2");
    }

    @Test
    void what_a_gap_names_may_be_missing_and_nothing_else() {
        output(1, 1, line(1, 1) + "1.2");
        gap(2, 9);
        output(10, 10, "rest\n" + line(1, 7) + line(1, 8));
        assertThat(findings.faults()).isEmpty();

        output(11, 11, line(1, 10));
        assertFault("came Line[run=1, number=10");
    }

    @Test
    void a_gap_that_names_too_little_or_comes_too_late_is_found() {
        output(1, 1, line(1, 1));
        gap(3, 9);
        assertFault("a gap of 3 to 9 after 1");
    }

    @Test
    void lines_from_before_a_gap_are_found() {
        output(1, 1, line(1, 1) + line(1, 2));
        gap(2, 9);
        output(10, 10, "rest\n" + line(1, 2));
        assertFault("after a gap");
    }

    @Test
    void one_that_resumes_elsewhere_is_found() {
        output(1, 1, line(1, 1));
        subscribed("e", 2);
        assertFault("resumed after 1");
    }

    @Test
    void a_request_that_lacks_its_end_is_found() {
        published.ended(1, 3);
        output(1, 1, line(1, 1) + line(1, 2) + line(2, 1));
        assertFault("came Line[run=2, number=1");
    }

    @Test
    void a_request_that_is_lost_altogether_is_found() {
        published.ended(1, 1);
        published.ended(2, 1);
        output(1, 1, line(1, 1) + line(3, 1));
        assertFault("came Line[run=3, number=1");
    }

    @Test
    void a_request_that_broke_off_may_end_anywhere_but_for_all_at_the_same_line() {
        published.brokeOff(1);
        output(1, 1, line(1, 1) + line(1, 2) + "1.3.0.\n" + line(2, 1));
        assertThat(findings.faults()).isEmpty();

        Reading other = new Reading("other", published, findings, clock);
        other.take(message("subscribed", "e", 0, Json.createObjectBuilder()));
        other.take(message(
                "terminal_output", "e", 1, Json.createObjectBuilder().add("output", line(1, 1) + line(2, 1))));
        assertFault("other: after Line[run=1, number=1");
    }

    @Test
    void a_line_that_takes_longer_than_a_second_is_found() {
        prompt(1);
        Line late = new Line(1, 2, clock.micros());
        published.willSend(late);
        await().until(() -> clock.micros() - late.micros() > 1_000_000 + 4 * clock.delayedSince(late.micros()));
        output(2, 2, late.text() + "\n");
        assertFault("took 1");
    }

    @Test
    void a_last_line_that_does_not_come_is_found() {
        prompt(1);
        Line due = new Line(1, 2, clock.micros());
        published.willSend(due);
        reading.checkNothingIsMissing();
        assertThat(findings.faults()).as("it has its second").isEmpty();

        await().untilAsserted(() -> {
            reading.checkNothingIsMissing();
            assertFault("is not there after 1");
        });
    }

    @Test
    void one_who_was_away_has_time_to_catch_up() {
        prompt(1);
        reading.lapse();
        Line due = new Line(1, 2, 1);
        published.willSend(due);
        await().until(() -> clock.micros() > 1_500_000);
        reading.checkNothingIsMissing();
        output(2, 2, due.text() + "\n");
        assertThat(findings.faults()).isEmpty();
    }

    private void prompt(int number) {
        Line line = new Line(1, number, clock.micros());
        published.willSend(line);
        output(number, number, line.text() + "\n");
    }

    private static String line(int run, int number) {
        return new Line(run, number, 0).text() + "\n";
    }

    private void assertFault(String what) {
        assertThat(findings.faults()).singleElement().asString().contains(what);
    }

    private void subscribed(String epoch, long offset) {
        reading.take(message("subscribed", epoch, offset, Json.createObjectBuilder()));
    }

    private void gap(long from, long to) {
        reading.take(message(
                "gap", "e", to, Json.createObjectBuilder().add("from", from).add("to", to)));
    }

    private void output(long first, long last, String text) {
        JsonObjectBuilder envelope = Json.createObjectBuilder(
                message("terminal_output", "e", last, Json.createObjectBuilder().add("output", text)));
        reading.take(envelope.add("first", first).build());
    }

    private static JsonObject message(String type, String epoch, long offset, JsonObjectBuilder data) {
        return Json.createObjectBuilder()
                .add("type", type)
                .add("channel", "build")
                .add("epoch", epoch)
                .add("offset", offset)
                .add("data", data)
                .build();
    }
}
