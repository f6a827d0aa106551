package io.tapewire.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Actor ADA = new Actor("ada", "t1", "192.0.2.1");

    private final Tally tally = new Tally(2);

    @Test
    void the_first_of_a_kind_is_told_and_the_others_are_counted() {
        assertThat(tally.add(upload("build", 5))).isTrue();
        assertThat(tally.add(upload("build", 7))).isFalse();
        assertThat(tally.add(upload("build", 1))).isFalse();

        assertThat(tally.end()).containsExactly(new Entry(Act.UPLOAD_ENDED, ADA, "build", "finished", 8, 2));
    }

    @Test
    void what_goes_on_is_told_once_in_each_period() {
        tally.add(upload("build", 5));
        tally.add(upload("build", 7));
        tally.end();

        assertThat(tally.add(upload("build", 9))).isFalse();
        assertThat(tally.end()).containsExactly(new Entry(Act.UPLOAD_ENDED, ADA, "build", "finished", 9, 1));
    }

    @Test
    void what_has_stopped_is_forgotten_and_told_at_once_when_it_comes_again() {
        tally.add(upload("build", 5));
        assertThat(tally.isEmpty()).isFalse();
        assertThat(tally.end()).isEmpty();
        assertThat(tally.isEmpty()).isTrue();

        assertThat(tally.add(upload("build", 7))).isTrue();
    }

    @Test
    void of_more_kinds_than_there_is_room_for_the_number_is_told() {
        tally.add(upload("a", 1));
        tally.add(upload("b", 1));
        for (String other : List.of("c", "d", "e")) {
            assertThat(tally.add(upload(other, 1))).isFalse();
        }

        assertThat(tally.end()).containsExactly(Entry.others(Act.UPLOAD_ENDED, 3));
        assertThat(tally.add(upload("f", 1))).as("there is room again").isTrue();
    }

    @Test
    void who_asks_for_many_things_makes_no_new_kinds_of_refusals() {
        assertThat(tally.add(refusal("GET /channels/a"))).isTrue();
        assertThat(tally.add(refusal("GET /channels/b"))).isFalse();
        assertThat(tally.add(refusal("GET /channels/c"))).isFalse();

        assertThat(tally.end()).containsExactly(new Entry(Act.REFUSED, ADA, "GET /channels/c", "forbidden", 0, 2));
    }

    private static Entry upload(String channel, long bytes) {
        return Entry.of(Act.UPLOAD_ENDED, ADA, channel, "finished", bytes);
    }

    private static Entry refusal(String request) {
        return Entry.of(Act.REFUSED, ADA, request, "forbidden", 0);
    }
}
