package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A producer that loses its connection continues its run where the server has it. */
class ContinuedRunsIT extends ServerTest {
    private static final String SECRET = "hunter2/hunter2";
    private static final String MASK = "X-Tapewire-Mask: " + SECRET;
    private static final String PRINTED = "key " + SECRET + ", \u001b[1;31mGrüße 😀\u001b[m \u001b]0;€\u0007end\n";
    private static final String SHOWN = PRINTED.replace(SECRET, "***");

    /** How a producer loses its connection. */
    private enum Cut {
        CLOSED,
        RESET,
        MALFORMED;

        void apply(Program program) {
            switch (this) {
                case CLOSED -> program.close();
                case RESET -> program.reset();
                case MALFORMED -> program.sendRaw("this is no chunk\r\n").close();
            }
        }
    }

    @Test
    void a_producer_that_is_cut_at_any_byte_continues_without_a_byte_lost_or_doubled() {
        byte[] printed = PRINTED.getBytes(UTF_8);
        for (int at = 0; at <= printed.length; at++) {
            String name = channel + "/" + at;
            Cut cut = Cut.values()[at % Cut.values().length];
            cut.apply(producer.start(name, "?run=r&title=t&from=0", MASK).print(Arrays.copyOf(printed, at)));

            HttpResponse<String> answer = sendRest(name, printed, at);
            while (answer.statusCode() == 409) {
                // the connection that was cut has reached the server after the one that continues, of which some or all
                // has arrived
                assertThat(answer.body()).contains("\"replaced\"");
                answer = sendRest(name, printed, printed.length);
            }

            JsonObject receipt = Producer.json(answer);
            assertThat(receipt.getInt("received")).isEqualTo(printed.length);
            assertThat(producer.history(name)).as("%s after %d bytes", cut, at).isEqualTo(SHOWN);
        }
    }

    @Test
    void a_producer_that_is_cut_again_and_again_continues_a_long_run() {
        byte[] printed = lines(100_000);
        Random random = new Random(7);
        declare();
        int received = 0;
        for (int round = 0; received < printed.length; round++) {
            int end = Math.min(printed.length, received + 1 + random.nextInt(30_000));
            Program program = producer.start(channel, "?run=nightly&from=" + received);
            program.print(Arrays.copyOfRange(printed, received, end));
            Cut.values()[round % Cut.values().length].apply(program);
            // some that the server has are sent again
            received = Math.max(0, received(channel) - random.nextInt(100));
            if (end == printed.length) {
                HttpResponse<String> last = send(Arrays.copyOfRange(printed, received, end), received);
                // 409 if the connection that was cut has reached the server after this one
                received = last.statusCode() == 409 ? received(channel) : (int) number(last, "received");
            }
        }
        assertThat(producer.history(channel)).isEqualTo(new String(printed, UTF_8));
    }

    @Test
    void an_answer_that_was_lost_is_given_again() {
        declare();
        send("one ".getBytes(UTF_8), 0);
        HttpResponse<String> answer = send("two".getBytes(UTF_8), 4);
        HttpResponse<String> again = send("two".getBytes(UTF_8), 4);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(answer.body());

        say("run_ended", "{\"run\":\"nightly\",\"outcome\":\"finished\",\"exit\":0}");
        assertThat(number(send("two".getBytes(UTF_8), 4), "received")).isEqualTo(7);
        assertThat(producer.history(channel)).isEqualTo("one two");
        assertThat(run(channel).getInt("exit")).isZero();
    }

    @Test
    void what_lies_beyond_is_refused_and_says_how_much_the_server_has() {
        declare();
        send("one ".getBytes(UTF_8), 0);

        HttpResponse<String> beyond = send("three".getBytes(UTF_8), 5);
        assertThat(beyond.statusCode()).isEqualTo(409);
        assertThat(number(beyond, "received")).isEqualTo(4);
        assertThat(beyond.body()).contains("\"not_received\"");
        assertThat(producer.history(channel)).isEqualTo("one ");

        say("run_ended", "{\"run\":\"nightly\",\"outcome\":\"finished\"}");
        HttpResponse<String> after = send("more".getBytes(UTF_8), 4);
        assertThat(after.statusCode()).isEqualTo(409);
        assertThat(after.body()).contains("\"run_ended\"");
        assertThat(number(after, "received")).isEqualTo(4);
    }

    @Test
    void from_needs_the_name_of_a_run_that_is_known() {
        assertThat(print("?from=0").body()).contains("bad_field", "run=");
        assertThat(print("?title=x&from=0").statusCode()).isEqualTo(400);
        assertThat(print("?run=nightly&from=0").statusCode()).isEqualTo(404);
        declare();
        assertThat(print("?run=nightly&from=-1").statusCode()).isEqualTo(400);
        assertThat(print("?run=nightly&from=9007199254740992").statusCode()).isEqualTo(400);
        assertThat(print("?run=nightly&title=other&from=0").statusCode()).isEqualTo(409);
        assertThat(producer.history(channel)).isEmpty();
    }

    @Test
    void of_two_producers_of_a_run_the_older_one_is_refused() {
        Viewer viewer = watch(channel);
        declare();
        Program older = producer.start(channel, "?run=nightly&from=0").print("one ");
        viewer.awaitOutput(channel, "one ");

        Program newer = producer.start(channel, "?run=nightly&from=2").print("e two ");
        viewer.awaitOutput(channel, "one two ");
        String answer = older.refusal();
        assertThat(answer).startsWith("HTTP/1.1 409").contains("\"replaced\"");
        assertThat(newer.print("three\n").end()).startsWith("HTTP/1.1 200").contains("\"received\":14");

        assertThat(producer.history(channel)).isEqualTo("one two three\n");
    }

    @Test
    void a_run_waits_for_its_producer() {
        Viewer viewer = watch(channel);
        declare();
        Program program = producer.start(channel, "?run=nightly&from=0").print("one ");
        viewer.awaitOutput(channel, "one ");
        program.reset();
        send("two\n".getBytes(UTF_8), 4);
        say("run_ended", "{\"run\":\"nightly\",\"outcome\":\"finished\"}");

        viewer.await("its end", message -> message.is("run_ended", channel));
        assertThat(viewer.messages().stream().filter(message -> message.is("run_ended", channel)))
                .hasSize(1)
                .allMatch(message -> message.data().getString("outcome").equals("finished"));
    }

    @Test
    void a_body_ends_within_a_character_that_the_next_one_completes() {
        declare();
        byte[] face = "😀".getBytes(UTF_8);
        for (int at = 0; at < face.length; at++) {
            assertThat(number(send(new byte[] {face[at]}, at), "received")).isEqualTo(at + 1);
        }
        assertThat(producer.history(channel)).isEqualTo("😀");
    }

    private void declare() {
        say("run_started", "{\"run\":\"nightly\"}");
    }

    private void say(String type, String data) {
        producer.say(channel, "application/json", "{\"type\":\"" + type + "\",\"data\":" + data + "}");
    }

    private HttpResponse<String> print(String query) {
        return producer.print(channel, query, BodyPublishers.ofString("x"));
    }

    private HttpResponse<String> send(byte[] bytes, long from) {
        return producer.print(channel, "?run=nightly&from=" + from, BodyPublishers.ofByteArray(bytes));
    }

    private HttpResponse<String> sendRest(String name, byte[] printed, int most) {
        int from = received(name);
        assertThat(from).isLessThanOrEqualTo(most);
        return Producer.send(producer.request("channels/" + name + "/output?run=r&title=t&from=" + from)
                .header("X-Tapewire-Mask", SECRET)
                .PUT(BodyPublishers.ofByteArray(Arrays.copyOfRange(printed, from, printed.length))));
    }

    /** 0 while the server does not know the run, because its declaration was cut off, too. */
    private int received(String name) {
        HttpResponse<String> answer =
                producer.get("channels/" + name + "/runs/" + (name.equals(channel) ? "nightly" : "r"));
        return answer.statusCode() == 404 ? 0 : (int) number(answer, "received");
    }

    private JsonObject run(String name) {
        return Producer.json(producer.get("channels/" + name + "/runs/nightly"));
    }

    private static long number(HttpResponse<String> answer, String field) {
        JsonObject json = Producer.json(answer);
        return json.getJsonNumber(field).longValue();
    }

    private static byte[] lines(int bytes) {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; lines.length() < bytes; line++) {
            lines.append("line ").append(line).append(" Grüße €\n");
        }
        return lines.toString().getBytes(UTF_8);
    }
}
