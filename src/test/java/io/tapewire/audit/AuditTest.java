package io.tapewire.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tapewire.access.Caller;
import io.tapewire.access.Grants;
import io.tapewire.channel.ChannelName;
import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.CapturedLog;
import io.tapewire.log.LogReader;
import io.tapewire.log.TimeSource;
import io.tapewire.mask.Masking;
import io.tapewire.protocol.Envelope;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final Caller ADA = Caller.withToken("ada", "t1", null, Grants.ALL);
    private static final Actor AT_HOME = Actor.of(ADA, "192.0.2.1");

    private final Channels channels = new Channels(Limits.STANDARD, TimeSource.system());
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Audit audit = audit(Limits.STANDARD, true);

    @Test
    void an_entry_says_who_has_done_what_from_where() {
        audit.note(Act.UPLOAD_ENDED, AT_HOME, "build", "finished", 12);

        JsonObject entry = entries().get(0);
        assertThat(entry.getString("level")).isEqualTo("info");
        assertThat(entry.getString("message")).isEqualTo("ada at 192.0.2.1 ended an upload to build: finished");
        assertThat(entry.getJsonObject("metadata").toString())
                .isEqualTo("{\"act\":\"upload_ended\",\"name\":\"ada\",\"tokenId\":\"t1\",\"address\":\"192.0.2.1\","
                        + "\"channel\":\"build\",\"code\":\"finished\",\"bytes\":12}");
    }

    @Test
    void a_refusal_is_a_warning_also_when_nobody_knows_who_was_refused() {
        audit.note(Act.REFUSED, Actor.of(null, "192.0.2.7"), "GET /channels", "unauthorized", 0);

        assertThat(entries().get(0).getString("level")).isEqualTo("warn");
        assertThat(messages()).containsExactly("somebody at 192.0.2.7 was refused GET /channels: unauthorized");
    }

    @Test
    void a_flood_of_refusals_takes_the_room_of_two_entries_in_each_period() {
        for (int i = 0; i < 10_000; i++) {
            audit.note(Act.REFUSED, AT_HOME, "GET /channels/" + i, "forbidden", 0);
        }
        assertThat(messages()).hasSize(1);
        endPeriod();
        assertThat(messages())
                .hasSize(2)
                .last()
                .isEqualTo("ada at 192.0.2.1 was refused GET /channels/9999: forbidden, 9999 more times");
    }

    @Test
    void refusals_of_many_addresses_leave_room_for_what_is_done() {
        Audit small = audit(Limits.STANDARD.with(Limit.AUDIT_REFUSALS, 3), true);
        for (int i = 0; i < 100; i++) {
            small.note(Act.REFUSED, Actor.of(null, "192.0.2." + i), "GET /channels", "unauthorized", 0);
        }
        small.note(Act.DELETED, AT_HOME, "build");
        endPeriod();

        assertThat(messages())
                .hasSize(5)
                .contains("ada at 192.0.2.1 deleted build")
                .last()
                .isEqualTo("97 more were not told one by one: refused");
    }

    @Test
    void periods_go_on_while_something_repeats_itself_and_not_longer() {
        assertThat(waiting).isEmpty();
        audit.note(Act.TICKET_ISSUED, AT_HOME);
        audit.note(Act.TICKET_ISSUED, AT_HOME);
        assertThat(waiting).hasSize(1);
        endPeriod();
        assertThat(waiting).as("it may repeat itself again").hasSize(1);
        endPeriod();
        assertThat(waiting).isEmpty();
    }

    @Test
    void what_comes_from_outside_controls_nothing_and_is_bounded() {
        Caller hostile = Caller.withToken("\u001b]0;x\u0007" + "a".repeat(9_000), "\u202e", null, Grants.ALL);
        audit.note(Act.REFUSED, Actor.of(hostile, "192.0.2.1"), "GET /\u009b" + "b".repeat(9_000), "forbidden", 0);

        String entry = entries().get(0).toString();
        assertThat(entry).hasSizeLessThan(1_500).contains("\\\\u001b", "\\\\u202e", "\\\\u009b");
        assertThat(entry.codePoints().filter(Character::isISOControl)).isEmpty();
    }

    @Test
    void a_secret_of_the_configuration_is_masked() {
        Audit masking = new Audit(
                channels, Masking.of("hunter2hunter2"), Limits.STANDARD, true, (delay, work) -> waiting.add(work));
        masking.note(Act.DELETED, AT_HOME, "build/hunter2hunter2");

        assertThat(messages()).containsExactly("ada at 192.0.2.1 deleted build/***");
    }

    @Test
    void nothing_is_written_when_it_is_off() {
        audit(Limits.STANDARD, false).note(Act.DELETED, AT_HOME, "build");

        assertThat(channels.find(ChannelName.AUDIT)).isEmpty();
        assertThat(waiting).isEmpty();
    }

    @Test
    void who_is_audited_does_not_fail_with_it() {
        Audit broken = new Audit(null, Masking.of(), Limits.STANDARD, true, (delay, work) -> waiting.add(work));
        try (CapturedLog log = CapturedLog.ofTapewire()) {
            assertThatCode(() -> broken.note(Act.DELETED, AT_HOME, "build")).doesNotThrowAnyException();
            assertThat(log.errors()).hasSize(1);
        }
    }

    private Audit audit(Limits limits, boolean isOn) {
        return new Audit(channels, Masking.of(), limits, isOn, (delay, work) -> {
            assertThat(delay).isEqualTo(Duration.ofSeconds(60));
            waiting.add(work);
        });
    }

    private void endPeriod() {
        List<Runnable> due = new ArrayList<>(waiting);
        waiting.clear();
        due.forEach(Runnable::run);
    }

    private List<String> messages() {
        return entries().stream().map(entry -> entry.getString("message")).toList();
    }

    private List<JsonObject> entries() {
        return LogReader.fromBegin(
                        channels.find(ChannelName.AUDIT).orElseThrow().log())
                .rest(1)
                .stream()
                .map(Envelope::data)
                .toList();
    }
}
