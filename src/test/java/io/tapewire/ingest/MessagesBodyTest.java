package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.MaskRefused;
import io.tapewire.event.MaskedValues;
import io.tapewire.event.Notification;
import io.tapewire.event.TaskStatus;
import io.tapewire.event.TerminalOutput;
import io.tapewire.http.Rejected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesBodyTest {
    private static final int MOST_BYTES = 200;
    private static final Limits LIMITS = Limits.STANDARD.with(Limit.MESSAGE_BYTES, MOST_BYTES);
    private static final String STATUS =
            "{\"type\":\"task_status\",\"data\":{\"taskId\":\"é€😀\",\"status\":\"done\"}}";
    private static final String NOTE = "{\"type\":\"notification\",\"data\":{\"title\":\"t\",\"message\":\"m\"}}";
    private static final String OUTPUT = "{\"type\":\"terminal_output\",\"data\":{\"output\":\"a\\nb\"}}";

    private final List<Object> fired = new ArrayList<>();

    @Test
    void lines_cut_anywhere_are_the_same_messages() {
        byte[] bytes = (STATUS + "\n" + NOTE + "\r\n\n  \n" + OUTPUT).getBytes(UTF_8);
        for (int one = 0; one <= bytes.length; one++) {
            for (int two = one; two <= bytes.length; two += 7) {
                fired.clear();
                MessagesBody body = lines();
                take(body, Arrays.copyOfRange(bytes, 0, one));
                take(body, Arrays.copyOfRange(bytes, one, two));
                take(body, Arrays.copyOfRange(bytes, two, bytes.length));
                body.end();
                assertThat(fired)
                        .as("cut at %d and %d", one, two)
                        .containsExactly(
                                new TaskStatus("build", "é€😀", "done"),
                                new Notification("build", "t", "m"),
                                new TerminalOutput("build", "a\nb"));
            }
        }
    }

    @Test
    void a_line_is_published_when_its_end_comes() {
        MessagesBody body = lines();
        take(body, NOTE);
        assertThat(fired).isEmpty();
        take(body, "\n");
        assertThat(fired).hasSize(1);
    }

    @Test
    void a_last_line_needs_no_line_end() {
        MessagesBody body = lines();
        take(body, NOTE);
        body.end();
        assertThat(fired).hasSize(1);
    }

    @Test
    void a_single_message_may_stand_on_many_lines_and_is_published_at_its_end() {
        MessagesBody body = single();
        take(body, NOTE.replace(",", ",\n") + "\n");
        assertThat(fired).isEmpty();
        body.end();
        assertThat(fired).containsExactly(new Notification("build", "t", "m"));
    }

    @Test
    void an_error_names_its_line_and_how_many_were_published_before() {
        MessagesBody body = lines();
        Rejected rejected = rejected(() -> take(body, NOTE + "\n\n" + STATUS + "\n{oops}\n" + NOTE + "\n"));
        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.code()).isEqualTo("bad_json");
        assertThat(rejected).hasMessageContaining("line 4").hasMessageContaining("2 messages before it were published");
        assertThat(fired).hasSize(2);
    }

    @Test
    void an_error_in_the_last_line_is_found_at_the_end() {
        MessagesBody body = lines();
        take(body, NOTE + "\n{\"type\":\"notification\"");
        assertThat(rejected(body::end)).hasMessageContaining("line 2");
    }

    @Test
    void an_error_in_a_single_message_names_no_line() {
        MessagesBody body = single();
        take(body, "{\"type\":\"notification\",\"data\":{\"title\":1}}");
        Rejected rejected = rejected(body::end);
        assertThat(rejected.code()).isEqualTo("bad_field");
        assertThat(rejected.getMessage()).contains("title").doesNotContain("line");
    }

    @Test
    void several_messages_are_not_taken_as_one() {
        MessagesBody body = single();
        take(body, NOTE + "\n" + NOTE);
        assertThat(rejected(body::end).code()).isEqualTo("bad_json");
        assertThat(fired).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "subscribe", "gap", "no_such_type"})
    void a_type_that_can_not_be_published_is_refused(String type) {
        MessagesBody body = single();
        take(body, "{\"type\":\"" + type + "\",\"data\":{}}");
        assertThat(rejected(body::end).code()).isEqualTo("unknown_type");
    }

    @Test
    void the_bound_is_for_each_message_not_for_the_body() {
        MessagesBody body = lines();
        for (int i = 0; i < 10; i++) {
            take(body, NOTE + "\n");
        }
        body.end();
        assertThat(fired).hasSize(10);
    }

    @Test
    void a_message_of_the_largest_size_is_taken() {
        MessagesBody body = single();
        take(body, NOTE + " ".repeat(MOST_BYTES - NOTE.length()));
        body.end();
        assertThat(fired).hasSize(1);
    }

    @Test
    void a_larger_message_is_refused_before_it_has_come() {
        MessagesBody body = lines();
        take(body, NOTE + "\n" + " ".repeat(MOST_BYTES));
        Rejected rejected = rejected(() -> take(body, " "));
        assertThat(rejected.status()).isEqualTo(413);
        assertThat(rejected.code()).isEqualTo("too_large");
        assertThat(rejected)
                .hasMessageContaining(MOST_BYTES + " bytes")
                .hasMessageContaining("line 2; 1 messages before it were published");
    }

    @Test
    void a_message_that_the_channel_finds_too_large_is_told_as_such() {
        MessagesBody body = new MessagesBody("build", true, LIMITS, () -> {}, event -> {
            throw new IllegalArgumentException("much too large");
        });
        Rejected rejected = rejected(() -> take(body, NOTE + "\n"));
        assertThat(rejected.status()).isEqualTo(413);
        assertThat(rejected).hasMessageContaining("much too large").hasMessageContaining("line 1");
    }

    @Test
    void values_to_be_masked_are_a_message_like_others() {
        MessagesBody body = lines();
        take(body, "{\"type\":\"mask\",\"data\":{\"values\":[\"secret 1\",\"secret 2\"]}}\n");
        take(body, "{\"type\":\"mask\",\"data\":{\"values\":[\"secret 3\"],\"run\":\"nightly\"}}\n");
        assertThat(fired)
                .containsExactly(
                        new MaskedValues("build", List.of("secret 1", "secret 2")),
                        new MaskedValues("build", List.of("secret 3"), "nightly"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"values\":\"secret 1\"}", "{\"values\":[12345678]}"})
    void values_that_are_no_strings_are_refused(String data) {
        MessagesBody body = single();
        take(body, "{\"type\":\"mask\",\"data\":" + data + "}");
        assertThat(rejected(body::end)).hasMessageContaining("values must be an array of strings");
    }

    @Test
    void values_that_cannot_be_masked_are_told_with_their_line() {
        MessagesBody body = new MessagesBody("build", true, LIMITS, () -> {}, event -> {
            throw new MaskRefused(MaskRefused.Reason.LENGTH, "value 1 is too short");
        });
        Rejected rejected = rejected(() -> take(body, "{\"type\":\"mask\",\"data\":{\"values\":[\"x\"]}}\n"));
        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.code()).isEqualTo("bad_mask");
        assertThat(rejected).hasMessageContaining("value 1 is too short (line 1");
    }

    @Test
    void an_empty_body_is_no_message() {
        MessagesBody body = single();
        take(body, " \n");
        Rejected rejected = rejected(body::end);
        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected).hasMessageContaining("empty");
    }

    @Test
    void an_empty_body_of_lines_is_no_messages_and_fine() {
        lines().end();
        assertThat(fired).isEmpty();
    }

    @Test
    void a_refusal_reaches_the_caller_as_it_is() {
        MessagesBody body = new MessagesBody("build", true, LIMITS, () -> {}, event -> {
            throw new IllegalStateException("observer failed");
        });
        assertThatThrownBy(() -> take(body, NOTE + "\n")).isInstanceOf(IllegalStateException.class);
    }

    private MessagesBody lines() {
        return new MessagesBody("build", true, LIMITS, () -> {}, fired::add);
    }

    private MessagesBody single() {
        return new MessagesBody("build", false, LIMITS, () -> {}, fired::add);
    }

    private static Rejected rejected(ThrowingCallable call) {
        Rejected rejected = catchThrowableOfType(Rejected.class, call);
        assertThat(rejected).as("refused").isNotNull();
        return rejected;
    }

    private static void take(MessagesBody body, String text) {
        take(body, text.getBytes(UTF_8));
    }

    private static void take(MessagesBody body, byte[] bytes) {
        body.take(bytes, bytes.length);
    }
}
