package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResumingIT extends ServerTest {
    @Test
    void a_viewer_that_comes_back_gets_what_it_missed_and_nothing_twice() {
        Viewer before = watch(channel);
        producer.print(channel, "seen ");
        before.awaitOutput(channel, "seen ");
        Message last = before.records(channel).get(0);
        before.vanish();
        producer.print(channel, "missed ");
        producer.print(channel, "missed too ");

        Viewer after = viewer("&channel=");
        Message answer = after.resume(channel, last.epoch(), last.offset());
        after.awaitOutput(channel, "missed missed too ");
        producer.print(channel, "live");

        assertThat(answer.data().getBoolean("recovered")).isTrue();
        assertThat(answer.offset()).isEqualTo(last.offset());
        assertThat(after.awaitOutput(channel, "live")).isEqualTo("missed missed too live");
        assertThat(after.messages("gap")).isEmpty();
    }

    @Test
    void nothing_is_lost_or_doubled_while_a_program_prints_and_the_viewer_comes_and_goes() {
        StringBuilder expected = new StringBuilder();
        StringBuilder seen = new StringBuilder();
        Viewer viewer = watch(channel);
        Program program = producer.start(channel);
        for (int round = 0; round < 20; round++) {
            for (int line = 0; line < 50; line++) {
                String text = "round " + round + " line " + line + "\n";
                expected.append(text);
                program.print(text);
            }
            viewer.await("something new", Message::isRecord);
            String epoch = viewer.messages("subscribed").get(0).epoch();
            viewer.vanish();
            seen.append(viewer.output(channel));
            Viewer next = viewer("&channel=");
            next.resume(channel, epoch, viewer.position(channel));
            viewer = next;
        }
        program.print("end").end();
        expected.append("end");

        viewer.awaitOutput(channel, "end");
        assertThat(seen.append(viewer.output(channel)).toString()).isEqualTo(expected.toString());
    }

    @Test
    void a_viewer_of_another_log_starts_with_this_ones_whole_history() {
        producer.print(channel, "history");

        Viewer viewer = viewer("&channel=");
        Message answer = viewer.resume(channel, "0123456789abcdef", 7);

        assertThat(answer.data().getBoolean("recovered")).isFalse();
        viewer.awaitOutput(channel, "history");
    }

    @Test
    void records_that_are_no_longer_there_are_named_in_a_gap() {
        Viewer before = watch(channel);
        producer.print(channel, "first\n");
        before.awaitOutput(channel, "first\n");
        Message first = before.records(channel).get(0);
        before.vanish();
        long retained = floodTheLog();

        Viewer after = viewer("&channel=");
        after.resume(channel, first.epoch(), first.offset());
        Message gap = after.await("gap");
        after.awaitOutput(channel, "last line\n");

        assertThat(gap.data().getString("reason")).isEqualTo("evicted");
        assertThat(gap.number("from")).isEqualTo(first.offset() + 1);
        assertThat(gap.number("to")).isGreaterThanOrEqualTo(retained - 1);
    }

    /** Prints more than a log keeps. Returns the oldest offset that was still there afterwards. */
    private long floodTheLog() {
        String block = "x".repeat(1 << 20) + "\n";
        for (int megabyte = 0; megabyte < 9; megabyte++) {
            producer.print(channel, block);
        }
        producer.print(channel, "last line\n");
        return Listing.of(producer, channel).getJsonNumber("first").longValue();
    }
}
