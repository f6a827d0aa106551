package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.log.Frame;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowTest {
    private final Window window = new Window(100);

    @Test
    void it_admits_as_much_as_it_is_large() {
        assertThat(window.admits(frame(1, 100))).isTrue();
        window.sent(frame(1, 60));
        assertThat(window.admits(frame(2, 40))).isTrue();
        assertThat(window.admits(frame(2, 41))).isFalse();
    }

    @Test
    void a_single_frame_that_is_larger_goes_alone() {
        assertThat(window.admits(frame(1, 1_000))).isTrue();
        window.sent(frame(1, 1_000));
        assertThat(window.admits(frame(2, 1))).isFalse();
    }

    @Test
    void what_is_no_output_always_goes() {
        window.sent(frame(1, 100));

        assertThat(window.admits(frame(2, 0))).isTrue();
    }

    @Test
    void an_acknowledgement_makes_room_for_what_it_covers() {
        window.sent(frame(10, 50));
        window.sent(frame(20, 50));

        window.acknowledged(9);
        assertThat(window.inFlight()).isEqualTo(100);
        window.acknowledged(10);
        assertThat(window.inFlight()).isEqualTo(50);
        window.acknowledged(19);
        assertThat(window.inFlight()).isEqualTo(50);
        window.acknowledged(20);
        assertThat(window.inFlight()).isZero();
    }

    @Test
    void acknowledgements_that_come_twice_late_or_for_what_was_never_sent_do_no_harm() {
        window.sent(frame(10, 50));
        window.sent(frame(20, 50));
        window.acknowledged(20);
        window.acknowledged(10);
        window.acknowledged(20);
        window.acknowledged(0);
        window.acknowledged(Long.MAX_VALUE);
        assertThat(window.inFlight()).isZero();

        window.sent(frame(30, 70));
        assertThat(window.inFlight()).isEqualTo(70);
        assertThat(window.admits(frame(40, 31))).isFalse();
    }

    @Test
    void it_never_admits_too_much_however_many_small_frames_are_sent_and_runs_empty_when_all_is_acknowledged() {
        Random random = new Random(1);
        Window wide = new Window(10_000);
        TreeMap<Long, Integer> unacknowledged = new TreeMap<>();
        long last = 0;
        for (int i = 0; i < 20_000; i++) {
            Frame next = frame(last + 1, 1 + random.nextInt(100));
            if (wide.admits(next)) {
                wide.sent(next);
                unacknowledged.put(++last, next.weight());
            } else {
                long acknowledged = unacknowledged.firstKey() + random.nextInt(unacknowledged.size());
                wide.acknowledged(acknowledged);
                unacknowledged.headMap(acknowledged, true).clear();
            }
            int truly =
                    unacknowledged.values().stream().mapToInt(Integer::intValue).sum();
            assertThat(truly).isLessThanOrEqualTo(10_000);
            assertThat(wide.inFlight()).isGreaterThanOrEqualTo(truly);
        }
        wide.acknowledged(last);
        assertThat(wide.inFlight()).isZero();
    }

    @Test
    void its_frames_are_half_as_large_as_it_is_so_that_it_does_not_run_dry() {
        assertThat(window.frameBytes(65_536)).isEqualTo(50);
        assertThat(window.frameBytes(20)).isEqualTo(20);
        assertThat(new Window(1).frameBytes(65_536)).isEqualTo(1);
        assertThat(new Window(Integer.MAX_VALUE).frameBytes(65_536)).isEqualTo(65_536);
    }

    private static Frame frame(long last, int weight) {
        return Frame.records(new byte[0], last, last, weight, 0);
    }
}
