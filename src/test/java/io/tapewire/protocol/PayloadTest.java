package io.tapewire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.event.ActivityLog;
import io.tapewire.event.Notification;
import io.tapewire.event.TaskStatus;
import io.tapewire.fault.CapturedLog;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayloadTest {
    @Test
    void a_task_status_is_its_fields_and_what_else_it_says() {
        byte[] payload = Payload.of(new TaskStatus(
                "build", "t1", "running", Map.of("percent", 40, "steps", List.of("a", "b"), "done", false)));

        assertThat(read(payload)).isEqualTo(json("""
                {"taskId":"t1","status":"running","percent":40,"steps":["a","b"],"done":false}"""));
    }

    @Test
    void a_notification_has_a_priority_only_where_one_was_given() {
        assertThat(read(Payload.of(new Notification("build", "t", "\"m\" 😀"))))
                .isEqualTo(json("{\"title\":\"t\",\"message\":\"\\\"m\\\" 😀\"}"));
        assertThat(read(Payload.of(new Notification("build", "t", "m", "high"))))
                .isEqualTo(json("{\"title\":\"t\",\"message\":\"m\",\"priority\":\"high\"}"));
    }

    @Test
    void an_activity_log_has_metadata_only_where_some_was_given() {
        assertThat(read(Payload.of(new ActivityLog("build", "info", "m"))))
                .isEqualTo(json("{\"level\":\"info\",\"message\":\"m\"}"));
        assertThat(read(Payload.of(new ActivityLog("build", "info", "m", Map.of("user", "u")))))
                .isEqualTo(json("{\"level\":\"info\",\"message\":\"m\",\"metadata\":{\"user\":\"u\"}}"));
    }

    @Test
    void details_cannot_take_the_place_of_the_events_own_fields() {
        byte[] payload = Payload.of(new TaskStatus("build", "t1", "running", Map.of("status", "forged")));

        assertThat(read(payload).getString("status")).isEqualTo("running");
    }

    @Test
    void what_was_published_as_json_comes_out_as_it_was() {
        String data =
                "{\"taskId\":\"t\",\"status\":\"s\",\"nothing\":null,\"big\":12345678901234567890,\"deep\":{\"a\":[1.50,null]}}";
        Object event =
                new MessageDecoder(Depth.STANDARD).decode("build", "{\"type\":\"task_status\",\"data\":" + data + "}");

        assertThat(read(Payload.of((TaskStatus) event))).isEqualTo(json(data));
    }

    @Test
    void metadata_keeps_the_order_of_its_fields() {
        String metadata = "{\"zeta\":1,\"alpha\":2,\"mid\":3,\"beta\":4,\"omega\":5,\"gamma\":6}";
        Object event = new MessageDecoder(Depth.STANDARD)
                .decode(
                        "build",
                        "{\"type\":\"activity_log\",\"data\":{\"level\":\"l\",\"message\":\"m\",\"metadata\":"
                                + metadata + "}}");

        assertThat(new String(Payload.of((ActivityLog) event), UTF_8)).contains(metadata);
    }

    @Test
    void it_is_one_line_of_bytes_that_a_frame_can_carry() {
        byte[] payload = Payload.of(new Notification("build", "a\nb", "c\r\n\u0001\u007f"));

        assertThat(new String(payload, UTF_8)).doesNotContain("\n", "\r");
        assertThat(read(payload)).containsEntry("message", (JsonValue) Json.createValue("c\r\n\u0001\u007f"));
    }

    @Test
    void half_a_surrogate_pair_becomes_a_replacement_character_wherever_it_stands() {
        String half = "\\ud83d";
        Object task = new MessageDecoder(Depth.STANDARD).decode("build", """
                {"type":"task_status","data":{"taskId":"a%1$s","status":"%1$sb","c%1$s":{"d":["%1$s",{"%1$s":1}]}}}""".formatted(half));
        Object note = new MessageDecoder(Depth.STANDARD).decode("build", """
                {"type":"notification","data":{"title":"x %1$s y","message":"\\ude00\\ud83d","priority":"%1$s"}}""".formatted(half));
        Object log = new MessageDecoder(Depth.STANDARD).decode("build", """
                {"type":"activity_log","data":{"level":"%1$s","message":"%1$s","metadata":{"%1$s":"%1$s\\ude00"}}}""".formatted(half));

        assertThat(new String(Payload.of((TaskStatus) task), UTF_8)).isEqualTo("""
                {"taskId":"a\ufffd","status":"\ufffdb","c\ufffd":{"d":["\ufffd",{"\ufffd":1}]}}""");
        assertThat(new String(Payload.of((Notification) note), UTF_8)).isEqualTo("""
                {"title":"x \ufffd y","message":"\ufffd\ufffd","priority":"\ufffd"}""");
        assertThat(new String(Payload.of((ActivityLog) log), UTF_8)).isEqualTo("""
                {"level":"\ufffd","message":"\ufffd","metadata":{"\ufffd":"😀"}}""");
    }

    @Test
    void details_that_cannot_be_written_are_the_callers_mistake() {
        TaskStatus event = new TaskStatus("build", "t", "s", Map.of("self", new Unwritable()));

        // Yasson logs an error as well
        try (CapturedLog yasson = CapturedLog.of("org.eclipse.yasson")) {
            assertThatThrownBy(() -> Payload.of(event)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A bean whose only property can't be read. */
    public static final class Unwritable {
        private String value;

        public String getValue() {
            return value.strip();
        }
    }

    private static JsonObject read(byte[] payload) {
        return json(new String(payload, UTF_8));
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
