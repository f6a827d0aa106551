package io.tapewire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapewire.event.ActivityLog;
import io.tapewire.event.Notification;
import io.tapewire.event.OutputType;
import io.tapewire.event.TaskStatus;
import io.tapewire.event.TerminalOutput;
import jakarta.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {
    private final MessageDecoder decoder = new MessageDecoder(Depth.STANDARD);

    @Test
    void terminal_output_is_output_unless_it_says_otherwise() {
        assertThat(decode("terminal_output", "{\"output\":\"x\\n\"}")).isEqualTo(new TerminalOutput("build", "x\n"));
        assertThat(decode("terminal_output", "{\"output\":\"x\",\"type\":\"error\"}"))
                .isEqualTo(new TerminalOutput("build", "x", OutputType.ERROR));
        assertThat(decode("terminal_output", "{\"output\":\"x\",\"type\":\"info\"}"))
                .isEqualTo(new TerminalOutput("build", "x", OutputType.INFO));
    }

    @Test
    void a_task_status_keeps_further_fields() {
        assertThat(decode(
                        "task_status", "{\"taskId\":\"t1\",\"status\":\"running\",\"percent\":40,\"on\":{\"a\":[1]}}"))
                .isEqualTo(new TaskStatus(
                        "build",
                        "t1",
                        "running",
                        Map.of(
                                "percent", Json.createValue(40),
                                "on",
                                        Json.createObjectBuilder()
                                                .add(
                                                        "a",
                                                        Json.createArrayBuilder()
                                                                .add(1))
                                                .build())));
    }

    @Test
    void a_notification_needs_no_priority() {
        assertThat(decode("notification", "{\"title\":\"t\",\"message\":\"m\"}"))
                .isEqualTo(new Notification("build", "t", "m"));
        assertThat(decode("notification", "{\"title\":\"t\",\"message\":\"m\",\"priority\":\"high\"}"))
                .isEqualTo(new Notification("build", "t", "m", "high"));
    }

    @Test
    void an_activity_log_keeps_its_metadata() {
        assertThat(decode("activity_log", "{\"level\":\"info\",\"message\":\"m\",\"metadata\":{\"user\":\"u\"}}"))
                .isEqualTo(new ActivityLog("build", "info", "m", Map.of("user", Json.createValue("u"))));
        assertThat(decode("activity_log", "{\"level\":\"info\",\"message\":\"m\"}"))
                .isEqualTo(new ActivityLog("build", "info", "m"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    terminal_output | {}                                              | data.output
                    terminal_output | {"output":7}                                    | output
                    terminal_output | {"output":null}                                 | output
                    terminal_output | {"output":"x","type":"stderr"}                  | data.type
                    terminal_output | {"output":"x","type":1}                         | type
                    task_status     | {"taskId":"t"}                                  | data.status
                    task_status     | {"status":"s"}                                  | data.taskId
                    task_status     | {"taskId":1,"status":"s"}                       | taskId
                    notification    | {"title":"t"}                                   | data.message
                    notification    | {"title":"t","message":"m","priority":1}        | priority
                    activity_log    | {"level":"l"}                                   | data.message
                    activity_log    | {"level":"l","message":"m","metadata":"none"}   | metadata
                    """)
    void a_field_that_is_missing_or_of_the_wrong_kind_is_named(String type, String data, String field) {
        BadEnvelope refusal = catchThrowableOfType(BadEnvelope.class, () -> decode(type, data));

        assertThat(refusal.code()).isEqualTo("bad_field");
        assertThat(refusal).hasMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connected",
                "pong",
                "ping",
                "subscribe",
                "subscribed",
                "unsubscribe",
                "unsubscribed",
                "gap",
                "error",
                "ack"
            })
    void only_what_a_producer_says_can_be_published(String type) {
        assertThat(catchThrowableOfType(BadEnvelope.class, () -> decode(type, "{}"))
                        .code())
                .isEqualTo("unknown_type");
    }

    private Object decode(String type, String data) {
        return decoder.decode("build", "{\"type\":\"" + type + "\",\"data\":" + data + "}");
    }
}
