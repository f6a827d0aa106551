package io.tapewire.cli.upload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpoolTest {
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private Spool spool;

    @BeforeEach
    void open() throws IOException {
        spool = new Spool(10);
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    @Test
    void what_was_appended_can_be_read_more_than_once() throws Exception {
        append("abc");
        append("def");
        assertThat(read(0)).isEqualTo("abcdef");
        assertThat(read(2)).isEqualTo("cdef");
    }

    @Test
    void beyond_the_capacity_the_oldest_bytes_are_dropped() throws Exception {
        append("abcdefgh");
        append("ijklm");
        assertThat(spool.first()).isEqualTo(3);
        assertThat(spool.read(2, ByteBuffer.allocate(10), 0)).isEqualTo(Spool.DROPPED);
        assertThat(read(3) + read(10)).isEqualTo("defghijklm");
    }

    @Test
    void of_a_piece_larger_than_the_capacity_the_end_is_kept() throws Exception {
        append("ab");
        append("cdefghijklmnopqrstuvwxyz");
        assertThat(read(16) + read(20)).isEqualTo("qrstuvwxyz");
    }

    @Test
    void while_the_program_prints_a_reader_goes_on_some_way_behind_the_first_byte() throws Exception {
        append("abcdefghijklmnop");
        assertThat(spool.restart()).isEqualTo(7);
        spool.end();
        assertThat(spool.restart()).isEqualTo(6);
    }

    @Test
    void a_reader_waits_for_bytes() throws Exception {
        CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return read(0);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        append("late");
        assertThat(reader).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("late");
    }

    @Test
    void a_reader_that_has_waited_long_enough_gets_nothing() throws Exception {
        assertThat(spool.read(0, ByteBuffer.allocate(10), 1_000_000)).isZero();
    }

    @Test
    void a_reader_learns_of_the_end() throws Exception {
        append("abc");
        spool.end();
        assertThat(read(0)).isEqualTo("abc");
        assertThat(spool.read(3, ByteBuffer.allocate(10), PATIENCE)).isEqualTo(Spool.END);
    }

    @Test
    void a_file_that_takes_no_more_costs_bytes_but_no_error() throws Exception {
        append("abc");
        spool.close();
        append("def");
        spool.end();
        assertThat(spool.first()).isEqualTo(6);
        assertThat(spool.read(0, ByteBuffer.allocate(10), PATIENCE)).isEqualTo(Spool.DROPPED);
    }

    private void append(String text) {
        spool.append(text.getBytes(US_ASCII), text.length());
    }

    private String read(long position) throws IOException, InterruptedException {
        ByteBuffer into = ByteBuffer.allocate(100);
        spool.read(position, into, PATIENCE);
        return new String(into.array(), 0, into.position(), US_ASCII);
    }
}
