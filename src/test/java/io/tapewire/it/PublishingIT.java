package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PublishingIT extends ServerTest {
    @Test
    void output_is_shown_while_the_program_still_runs() {
        Viewer viewer = watch(channel);
        Program program = producer.start(channel);

        program.print("compiling\n");
        viewer.awaitOutput(channel, "compiling\n");
        program.print("testing\n");
        viewer.awaitOutput(channel, "compiling\ntesting\n");

        assertThat(program.end()).startsWith("HTTP/1.1 200");
    }

    @Test
    void a_receipt_says_where_in_which_log_the_output_ends_and_how_much_it_was() {
        Viewer viewer = watch(channel);

        var receipt = producer.print(channel, "Grüße\n");
        viewer.awaitOutput(channel, "Grüße\n");

        Message last = viewer.records(channel).get(viewer.records(channel).size() - 1);
        assertThat(receipt.getString("channel")).isEqualTo(channel);
        assertThat(receipt.getString("epoch")).isEqualTo(last.epoch());
        assertThat(receipt.getInt("offset")).isEqualTo((int) last.offset());
        assertThat(receipt.getInt("bytes")).isEqualTo("Grüße\n".getBytes(UTF_8).length);
    }

    @Test
    void a_character_that_comes_in_two_pieces_is_put_together_again() {
        Viewer viewer = watch(channel);
        byte[] face = "😀".getBytes(UTF_8);

        Program program = producer.start(channel).print("one ").print(Arrays.copyOfRange(face, 0, 2));
        viewer.awaitOutput(channel, "one ");
        program.print(Arrays.copyOfRange(face, 2, 4)).print("\n").end();

        assertThat(viewer.awaitOutput(channel, "\n")).isEqualTo("one 😀\n");
        assertThat(producer.history(channel)).isEqualTo("one 😀\n");
    }

    @Test
    void bytes_that_are_no_utf_8_become_replacement_characters() {
        Viewer viewer = watch(channel);

        producer.print(channel, new byte[] {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x82, '\n'});

        assertThat(viewer.awaitOutput(channel, "\n")).isEqualTo("a\ufffdb\ufffd\n");
    }

    @Test
    void what_was_printed_before_a_program_died_is_shown() {
        Viewer viewer = watch(channel);

        try (Program program = producer.start(channel).print("about to fail")) {
            viewer.awaitOutput(channel, "about to fail");
        }

        producer.print(channel, ", gone");
        viewer.awaitOutput(channel, "about to fail, gone");
    }

    @Test
    void a_body_larger_than_a_servers_usual_bound_arrives_whole_and_in_order() {
        Viewer viewer = watch(channel);
        StringBuilder lines = new StringBuilder();
        for (int line = 0; lines.length() < 11 << 20; line++) {
            lines.append("line ").append(line).append(" of a body that goes on and on and on\n");
        }

        Program program = producer.start(channel);
        for (int from = 0; from < lines.length(); from += 8_192) {
            program.print(lines.substring(from, Math.min(lines.length(), from + 8_192)));
        }
        assertThat(program.end()).startsWith("HTTP/1.1 200");

        viewer.awaitLength(channel, lines.length());
        assertThat(viewer.output(channel)).isEqualTo(lines.toString());
    }

    @Test
    void errors_and_information_are_marked_and_never_merged_with_plain_output() {
        Viewer viewer = watch(channel);

        producer.print(channel, "plain\n");
        producer.printAs("error", channel, "wrong\n");
        producer.printAs("info", channel, "by the way\n");
        viewer.awaitOutput(channel, "plain\nwrong\nby the way\n");

        assertThat(viewer.records(channel).stream()
                        .map(record -> record.data().getString("type", "output") + ": " + record.output()))
                .containsExactly("output: plain\n", "error: wrong\n", "info: by the way\n");
    }

    @Test
    void messages_of_every_kind_arrive_as_they_were_published() {
        Viewer viewer = watch(channel);

        producer.say(channel, "application/x-ndjson", """
                {"type":"task_status","data":{"taskId":"7","status":"running","progress":0.5}}
                {"type":"notification","data":{"title":"Build","message":"done","priority":"high"}}

                {"type":"activity_log","data":{"level":"info","message":"pushed","metadata":{"by":"me"}}}
                {"type":"terminal_output","data":{"output":"$ ","type":"info"}}
                """);
        viewer.awaitOutput(channel, "$ ");

        assertThat(viewer.records(channel).stream().map(record -> record.type() + " " + record.data()))
                .containsExactly(
                        "task_status {\"taskId\":\"7\",\"status\":\"running\",\"progress\":0.5}",
                        "notification {\"title\":\"Build\",\"message\":\"done\",\"priority\":\"high\"}",
                        "activity_log {\"level\":\"info\",\"message\":\"pushed\",\"metadata\":{\"by\":\"me\"}}",
                        "terminal_output {\"output\":\"$ \",\"type\":\"info\"}");
    }

    @Test
    void half_a_surrogate_pair_becomes_a_replacement_character() {
        Viewer viewer = watch(channel);

        producer.say(channel, "application/x-ndjson", """
                {"type":"task_status","data":{"taskId":"\\ud83d","status":"on","more":{"\\ude00":["x \\ud83d y"]}}}
                {"type":"notification","data":{"title":"x \\ud83d y","message":"\\ud83d\\ude00"}}
                {"type":"terminal_output","data":{"output":"x \\ud83d y"}}
                """);
        viewer.awaitOutput(channel, "y");

        assertThat(viewer.records(channel).stream().map(record -> record.data().toString()))
                .containsExactly(
                        "{\"taskId\":\"\ufffd\",\"status\":\"on\",\"more\":{\"\ufffd\":[\"x \ufffd y\"]}}",
                        "{\"title\":\"x \ufffd y\",\"message\":\"😀\"}",
                        "{\"output\":\"x \ufffd y\",\"type\":\"output\"}");
    }

    @Test
    void a_messages_receipt_names_its_offset() {
        producer.print(channel, "first");

        var receipt = producer.say(
                channel,
                "application/json",
                "{\"type\":\"task_status\",\"data\":{\"taskId\":\"1\",\"status\":\"done\"}}");

        assertThat(receipt.getInt("offset")).isEqualTo(2);
        assertThat(receipt.getString("channel")).isEqualTo(channel);
    }

    @Test
    void many_programs_may_print_to_one_channel_at_once() {
        Viewer viewer = watch(channel);
        Program one = producer.start(channel).print("one\n");
        viewer.awaitOutput(channel, "one\n");
        Program two = producer.start(channel).print("two\n");
        viewer.awaitOutput(channel, "one\ntwo\n");

        one.print("one again\n").end();
        viewer.awaitOutput(channel, "one again\n");
        two.print("two again\n").end();

        assertThat(viewer.awaitOutput(channel, "two again\n")).isEqualTo("one\ntwo\none again\ntwo again\n");
    }
}
