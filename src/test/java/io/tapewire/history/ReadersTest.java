package io.tapewire.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.http.Rejected;
import io.tapewire.log.Gap;
import io.tapewire.log.Log;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReadersTest {
    private int refused;
    private final Readers readers =
            new Readers(Limits.STANDARD.with(Limit.HISTORY_READERS, 2), Limit.HISTORY_READERS, () -> refused++);
    private int answered;

    @Test
    void as_many_as_allowed_read_at_the_same_time_and_one_more_is_told_to_come_again() throws IOException {
        readers.admit(() -> readers.admit(() -> {
            assertThatThrownBy(() -> readers.admit(this::answer))
                    .isInstanceOfSatisfying(
                            Rejected.class, busy -> assertThat(busy.status()).isEqualTo(503))
                    .hasMessageContaining("tapewire.history.max-readers");
        }));

        readers.admit(this::answer);

        assertThat(answered).isEqualTo(1);
        assertThat(refused).isEqualTo(1);
    }

    @Test
    void a_reader_that_goes_away_makes_room_and_is_no_fault() throws IOException {
        for (int i = 0; i < 5; i++) {
            readers.admit(() -> {
                throw new IOException("planted: the reader has gone away");
            });
        }

        readers.admit(this::answer);

        assertThat(answered).isEqualTo(1);
    }

    @Test
    void an_answer_that_must_end_too_early_is_passed_on_so_that_it_does_not_look_complete() {
        Log log = Logs.log(Limits.STANDARD);
        Logs.record(log, "one");
        log.end();

        assertThatThrownBy(() -> readers.admit(() -> {
                    throw new CutShort((Gap) log.partAt(1));
                }))
                .isInstanceOf(CutShort.class);
    }

    private void answer() {
        answered++;
    }
}
