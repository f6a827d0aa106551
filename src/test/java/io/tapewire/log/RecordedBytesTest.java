package io.tapewire.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.log.Decoding.Replacement;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedBytesTest {
    private final RecordedBytes bytes = new RecordedBytes(100);

    @Test
    void text_counts_when_it_is_recorded_also_before_its_piece_was_accepted() {
        bytes.expect(plain(10));
        bytes.record(7);
        assertThat(bytes.received()).isEqualTo(107);
        bytes.arrived();
        bytes.record(3);
        assertThat(bytes.received()).isEqualTo(110);
    }

    @Test
    void a_replaced_byte_counts_as_one_when_its_replacement_is_recorded() {
        bytes.expect(new Decoding(10, List.of(new Replacement(5, 2), new Replacement(8, 2))));
        bytes.arrived();
        bytes.record(2);
        assertThat(bytes.received()).isEqualTo(102);
        bytes.record(3);
        assertThat(bytes.received()).isEqualTo(103);
        bytes.expect(plain(1));
        bytes.arrived();
        bytes.record(6);
        assertThat(bytes.received()).isEqualTo(107);
    }

    @Test
    void output_that_nobody_has_sent_does_not_count() {
        bytes.record(50);
        assertThat(bytes.received()).isEqualTo(100);
        bytes.expect(plain(10));
        bytes.record(60);
        assertThat(bytes.received()).isEqualTo(110);
    }

    @Test
    void a_piece_that_was_refused_is_forgotten() {
        bytes.expect(new Decoding(3, List.of(new Replacement(3, 2))));
        bytes.expect(plain(4));
        bytes.record(4);
        bytes.arrived();
        assertThat(bytes.received()).isEqualTo(104);
    }

    private static Decoding plain(int bytes) {
        return new Decoding(bytes, List.of());
    }
}
