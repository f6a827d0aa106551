package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapewire.event.Notification;
import io.tapewire.event.TaskStatus;
import io.tapewire.event.TerminalOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesBodyTest {
    private static final int MOST_BYTES = 200;
    private static final String STATUS =
            "{\"type\":\"task_status\",\"data\":{\"taskId\":\"é€😀\",\"status\":\"done\"}}";
    private static final String NOTE = "{\"type\":\"notification\",\"data\":{\"title\":\"t\",\"message\":\"m\"}}";
    private static final String OUTPUT = "{\"type\":\"terminal_output\",\"data\":{\"output\":\"a\\nb\"}}";

    private final List<Object> fired = new ArrayList<>();

    @Test
    void linesCutAnywhereAreTheSameMessages() {
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
    void aLineIsPublishedWhenItsEndComes() {
        MessagesBody body = lines();
        take(body, NOTE);
        assertThat(fired).isEmpty();
        take(body, "\n");
        assertThat(fired).hasSize(1);
    }

    @Test
    void aLastLineNeedsNoLineEnd() {
        MessagesBody body = lines();
        take(body, NOTE);
        body.end();
        assertThat(fired).hasSize(1);
    }

    @Test
    void aSingleMessageMayStandOnManyLinesAndIsPublishedAtItsEnd() {
        MessagesBody body = single();
        take(body, NOTE.replace(",", ",\n") + "\n");
        assertThat(fired).isEmpty();
        body.end();
        assertThat(fired).containsExactly(new Notification("build", "t", "m"));
    }

    @Test
    void anErrorNamesItsLineAndHowManyWerePublishedBefore() {
        MessagesBody body = lines();
        Rejected rejected = rejected(() -> take(body, NOTE + "\n\n" + STATUS + "\n{oops}\n" + NOTE + "\n"));
        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.code()).isEqualTo("bad_json");
        assertThat(rejected).hasMessageContaining("line 4").hasMessageContaining("2 messages before it were published");
        assertThat(fired).hasSize(2);
    }

    @Test
    void anErrorInTheLastLineIsFoundAtTheEnd() {
        MessagesBody body = lines();
        take(body, NOTE + "\n{\"type\":\"notification\"");
        assertThat(rejected(body::end)).hasMessageContaining("line 2");
    }

    @Test
    void anErrorInASingleMessageNamesNoLine() {
        MessagesBody body = single();
        take(body, "{\"type\":\"notification\",\"data\":{\"title\":1}}");
        Rejected rejected = rejected(body::end);
        assertThat(rejected.code()).isEqualTo("bad_field");
        assertThat(rejected.getMessage()).contains("title").doesNotContain("line");
    }

    @Test
    void severalMessagesAreNotTakenAsOne() {
        MessagesBody body = single();
        take(body, NOTE + "\n" + NOTE);
        assertThat(rejected(body::end).code()).isEqualTo("bad_json");
        assertThat(fired).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "subscribe", "gap", "no_such_type"})
    void aTypeThatCanNotBePublishedIsRefused(String type) {
        MessagesBody body = single();
        take(body, "{\"type\":\"" + type + "\",\"data\":{}}");
        assertThat(rejected(body::end).code()).isEqualTo("unknown_type");
    }

    @Test
    void theBoundIsForEachMessageNotForTheBody() {
        MessagesBody body = lines();
        for (int i = 0; i < 10; i++) {
            take(body, NOTE + "\n");
        }
        body.end();
        assertThat(fired).hasSize(10);
    }

    @Test
    void aMessageOfTheLargestSizeIsTaken() {
        MessagesBody body = single();
        take(body, NOTE + " ".repeat(MOST_BYTES - NOTE.length()));
        body.end();
        assertThat(fired).hasSize(1);
    }

    @Test
    void aLargerMessageIsRefusedBeforeItHasCome() {
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
    void aMessageThatTheChannelFindsTooLargeIsToldAsSuch() {
        MessagesBody body = new MessagesBody("build", true, MOST_BYTES, event -> {
            throw new IllegalArgumentException("much too large");
        });
        Rejected rejected = rejected(() -> take(body, NOTE + "\n"));
        assertThat(rejected.status()).isEqualTo(413);
        assertThat(rejected).hasMessageContaining("much too large").hasMessageContaining("line 1");
    }

    @Test
    void anEmptyBodyIsNoMessage() {
        MessagesBody body = single();
        take(body, " \n");
        Rejected rejected = rejected(body::end);
        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected).hasMessageContaining("empty");
    }

    @Test
    void anEmptyBodyOfLinesIsNoMessagesAndFine() {
        lines().end();
        assertThat(fired).isEmpty();
    }

    @Test
    void aRefusalReachesTheCallerAsItIs() {
        MessagesBody body = new MessagesBody("build", true, MOST_BYTES, event -> {
            throw new IllegalStateException("observer failed");
        });
        assertThatThrownBy(() -> take(body, NOTE + "\n")).isInstanceOf(IllegalStateException.class);
    }

    private MessagesBody lines() {
        return new MessagesBody("build", true, MOST_BYTES, fired::add);
    }

    private MessagesBody single() {
        return new MessagesBody("build", false, MOST_BYTES, fired::add);
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
