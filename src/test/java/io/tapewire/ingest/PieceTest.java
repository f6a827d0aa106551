package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.http.Rejected;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceTest {
    private static final int MOST = 16 << 10;

    private final Piece piece = new Piece(MOST);
    private final Taken taken = new Taken();

    @Test
    void what_was_read_one_after_the_other_is_handed_on_together_and_once() throws IOException {
        assertThat(piece.readFrom(input(3))).isEqualTo(3);
        assertThat(piece.readFrom(input(4))).isEqualTo(4);

        assertThat(piece.handOn(taken)).isEqualTo(7);
        assertThat(piece.handOn(taken)).isZero();
        assertThat(taken.lengths).containsExactly(7);
    }

    @Test
    void the_end_adds_nothing() throws IOException {
        piece.readFrom(input(3));

        assertThat(piece.readFrom(input(0))).isEqualTo(-1);
        assertThat(piece.handOn(taken)).isEqualTo(3);
    }

    @Test
    void it_grows_while_it_is_filled_but_not_beyond_its_bound() throws IOException {
        InputStream body = input(100_000);
        while (piece.readFrom(body) >= 0) {
            piece.handOn(taken);
        }

        assertThat(taken.lengths).startsWith(2_048, 4_096, 8_192, MOST, MOST).allMatch(length -> length <= MOST);
        assertThat(taken.bytes.toByteArray()).isEqualTo(input(100_000).readAllBytes());
    }

    @Test
    void what_is_rejected_is_not_handed_on_again() throws IOException {
        piece.readFrom(input(3));
        taken.rejects = true;
        assertThatThrownBy(() -> piece.handOn(taken)).isInstanceOf(Rejected.class);

        taken.rejects = false;
        assertThat(piece.handOn(taken)).isZero();
        assertThat(taken.lengths).isEmpty();
    }

    private static InputStream input(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return new ByteArrayInputStream(bytes);
    }

    private static final class Taken implements Body {
        final List<Integer> lengths = new ArrayList<>();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean rejects;

        @Override
        public void take(byte[] piece, int length) {
            if (rejects) {
                throw new Rejected(400, "no", "not this");
            }
            lengths.add(length);
            bytes.write(piece, 0, length);
        }

        @Override
        public void end() {
            throw new UnsupportedOperationException("a piece ends nothing");
        }

        @Override
        public void breakOff() {
            throw new UnsupportedOperationException("a piece ends nothing");
        }
    }
}
