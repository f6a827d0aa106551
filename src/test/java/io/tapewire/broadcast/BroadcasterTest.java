package io.tapewire.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.ActivityLog;
import io.tapewire.event.MaskedValues;
import io.tapewire.event.Notification;
import io.tapewire.event.OutputType;
import io.tapewire.event.Recording;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunRefused;
import io.tapewire.event.RunStarted;
import io.tapewire.event.TaskStatus;
import io.tapewire.event.TerminalOutput;
import io.tapewire.fault.CapturedLog;
import io.tapewire.log.Log;
import io.tapewire.log.LogReader;
import io.tapewire.log.TimeSource;
import io.tapewire.mask.Masking;
import io.tapewire.mask.Masks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BroadcasterTest {
    private final Channels channels = new Channels(Limits.STANDARD, TimeSource.system());
    private final Masks masks = Masking.of();
    private final Broadcaster broadcaster = new Broadcaster(channels, Limits.STANDARD, masks);

    @Test
    void output_is_in_the_log_in_the_order_of_its_events() {
        broadcaster.on(new TerminalOutput("build", "one "));
        broadcaster.on(new TerminalOutput("build", "two ", OutputType.ERROR));
        broadcaster.onAsync(new TerminalOutput("build", "three"));
        assertThat(output("build")).isEqualTo("one two three");
    }

    @Test
    void a_pair_that_is_split_over_two_events_is_whole_in_the_log() {
        broadcaster.on(new TerminalOutput("build", "a" + "😀".charAt(0)));
        broadcaster.on(new TerminalOutput("build", "😀".charAt(1) + "b"));
        assertThat(output("build")).isEqualTo("a😀b");
    }

    @Test
    void a_half_that_stays_alone_is_replaced_after_its_time() {
        broadcaster.on(new TerminalOutput("build", "a" + "😀".charAt(0)));
        broadcaster.giveUpHalves(0);
        assertThat(output("build")).isEqualTo("a\ufffd");
    }

    @Test
    void a_half_that_finds_no_channel_any_more_takes_none_of_the_others_with_it() {
        Limits one = Limits.STANDARD.with(Limit.CHANNELS, 3);
        Channels few = new Channels(one, TimeSource.system());
        Broadcaster narrow = new Broadcaster(few, one, Masking.of());
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            narrow.on(new TerminalOutput(name, "😀".substring(0, 1)));
        }
        try (CapturedLog log = CapturedLog.ofTapewire()) {
            narrow.giveUpHalves(0);
            assertThat(log.errors()).as("three of them, one cause").hasSize(1);
        }
        few.upkeep().sealOlderThan(0);
        assertThat(few.list()).hasSize(3);
    }

    @Test
    void what_is_recorded_is_noted_and_what_is_refused_is_not() {
        assertThat(isRecorded(new TerminalOutput("build", "text"))).isTrue();
        assertThat(isRecorded(new TaskStatus("build", "t", "s"))).isTrue();
        assertThat(isRecorded(new Notification("build", "title", "message"))).isTrue();
        assertThat(isRecorded(new ActivityLog("build", "info", "message"))).isTrue();
        assertThat(isRecorded(new TerminalOutput("no name", "text"))).isFalse();
        assertThat(isRecorded(new TaskStatus("no name", "t", "s"))).isFalse();
    }

    private boolean isRecorded(Object event) {
        Recording recording = Recording.begin(event);
        try {
            if (event instanceof TerminalOutput output) {
                broadcaster.on(output);
            } else if (event instanceof TaskStatus status) {
                broadcaster.on(status);
            } else if (event instanceof Notification notification) {
                broadcaster.on(notification);
            } else {
                broadcaster.on((ActivityLog) event);
            }
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("a channel name");
        } finally {
            recording.end();
        }
        return recording.isDone();
    }

    @Test
    void empty_output_makes_no_channel() {
        broadcaster.on(new TerminalOutput("build", ""));
        assertThat(channels.find("build")).isEmpty();
    }

    @Test
    void every_message_is_one_record() {
        broadcaster.on(new TaskStatus("build", "compile", "running"));
        broadcaster.on(new Notification("build", "title", "message"));
        broadcaster.on(new ActivityLog("build", "info", "message"));
        broadcaster.onAsync(new TaskStatus("build", "compile", "done"));
        broadcaster.onAsync(new Notification("build", "title", "message"));
        broadcaster.onAsync(new ActivityLog("build", "info", "message"));
        assertThat(channels.open("build").position().offset()).isEqualTo(6);
    }

    @Test
    void a_message_that_is_too_large_is_refused_by_name_of_the_bound() {
        String large = "x".repeat((int) Limits.STANDARD.of(Limit.MESSAGE_BYTES));
        assertThatThrownBy(() -> broadcaster.on(new Notification("build", "title", large)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tapewire.message.max-bytes")
                .hasMessageContaining("65536");
        assertThat(channels.find("build")).isEmpty();
    }

    @Test
    void a_bad_channel_name_is_refused_and_makes_no_channel() {
        assertThatThrownBy(() -> broadcaster.on(new TerminalOutput("no name", "text")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> broadcaster.on(new TerminalOutput("no name", "")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> broadcaster.on(new TaskStatus("build/output", "t", "s")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(channels.list()).isEmpty();
    }

    @Test
    void a_value_is_masked_in_output_titles_and_messages_once_it_is_registered() {
        broadcaster.on(new TerminalOutput("build", "12345678 "));
        broadcaster.on(new MaskedValues("build", List.of("12345678")));
        broadcaster.on(new RunStarted("build", "nightly", "with 12345678"));
        broadcaster.on(new TerminalOutput("build", "1234"));
        broadcaster.on(new TerminalOutput("build", "5678\n"));
        broadcaster.on(new TaskStatus("build", "task 12345678", "12345678", Map.of("more", List.of("12345678"))));
        broadcaster.on(new Notification("build", "12345678", "12345678"));
        broadcaster.onAsync(new ActivityLog("build", "info", "12345678", Map.of("12345678", "12345678")));

        Log log = channels.open("build").log();
        assertThat(output("build")).isEqualTo("12345678 ***\n");
        assertThat(log.run("nightly").started().title()).isEqualTo("with ***");
        assertThat(log.tasks()).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo("task ***");
            assertThat(task.data()).doesNotContain("12345678").contains("\"more\":[\"***\"]");
        });
        assertThat(log.seal()).isEqualTo(6);
    }

    @Test
    void a_run_is_masked_to_its_end_which_shows_what_was_held() {
        broadcaster.on(new MaskedValues("build", List.of("12345678"), "nightly"));
        broadcaster.on(new RunStarted("build", "nightly", null));
        broadcaster.on(new TerminalOutput("build", "12345678 123", OutputType.OUTPUT, "nightly"));
        assertThat(output("build")).isEqualTo("*** ");
        broadcaster.on(new RunEnded("build", "nightly", RunOutcome.FINISHED));
        assertThat(output("build")).isEqualTo("*** 123");
        assertThat(masks.isEmpty()).isTrue();
    }

    @Test
    void values_for_a_run_that_has_ended_are_refused() {
        broadcaster.on(new RunStarted("build", "nightly", null));
        broadcaster.on(new RunEnded("build", "nightly", RunOutcome.FINISHED));
        assertThatThrownBy(() -> broadcaster.on(new MaskedValues("build", List.of("12345678"), "nightly")))
                .isInstanceOf(RunRefused.class);
        assertThat(masks.isEmpty()).isTrue();
    }

    private String output(String channel) {
        return LogReader.retainedOutput(channels.find(channel).orElseThrow().log());
    }
}
