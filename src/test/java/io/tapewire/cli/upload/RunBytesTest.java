package io.tapewire.cli.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunBytesTest {
    private Spool spool;
    private RunBytes bytes;

    @BeforeEach
    void open() throws IOException {
        spool = new Spool(16);
        bytes = new RunBytes(spool);
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    @Test
    void bytes_come_in_their_order_and_again_after_a_cut() throws Exception {
        print("one two ");
        assertThat(next()).isEqualTo("one two ");
        bytes.seek(3);
        print("three");
        assertThat(next()).isEqualTo(" two three");
        assertThat(bytes.position()).isEqualTo(13);
    }

    @Test
    void the_end_is_null() throws Exception {
        print("all");
        spool.end();
        next();
        assertThat(bytes.next(0)).isNull();
    }

    @Test
    void a_marker_stands_for_what_was_dropped() throws Exception {
        print("one ");
        assertThat(next()).isEqualTo("one ");
        print("0123456789");
        print("0123456789");
        spool.end();
        assertThat(rest()).isEqualTo(marker(4) + "4567890123456789");
    }

    @Test
    void a_cut_within_a_marker_continues_within_it() throws Exception {
        print("x".repeat(20));
        spool.end();
        String all = rest();
        assertThat(all).isEqualTo(marker(4) + "x".repeat(16));
        for (int at = 0; at <= all.length(); at++) {
            assertThat(bytes.seek(at)).isTrue();
            assertThat(rest()).isEqualTo(all.substring(at));
        }
    }

    @Test
    void what_is_dropped_behind_a_marker_gets_a_marker_that_counts_everything() throws Exception {
        print("x".repeat(20));
        String first = next();
        print("y".repeat(30));
        spool.end();
        bytes.seek(5);
        assertThat(first).isEqualTo(marker(6));
        assertThat(rest()).isEqualTo(marker(34) + "y".repeat(16));
        assertThat(bytes.position()).isEqualTo(5 + marker(34).length() + 16);
    }

    @Test
    void a_server_that_has_forgotten_everything_is_told_how_much_is_missing() throws Exception {
        print("x".repeat(10));
        next();
        print("y".repeat(20));
        spool.end();
        bytes.seek(0);
        assertThat(rest()).isEqualTo(marker(14) + "y".repeat(16));
    }

    @Test
    void a_server_that_has_forgotten_a_marker_is_told_of_all_that_stood_before_it() throws Exception {
        print("x".repeat(8));
        next();
        print("y".repeat(32));
        spool.end();
        rest();
        bytes.seek(4);
        assertThat(rest()).isEqualTo(marker(20) + "y".repeat(16));
    }

    @Test
    void more_than_was_sent_is_noticed() throws Exception {
        print("one");
        next();
        assertThat(bytes.seek(3)).isTrue();
        assertThat(bytes.seek(4)).isFalse();
    }

    private void print(String text) {
        spool.append(text.getBytes(UTF_8), text.length());
    }

    private static String marker(long lost) {
        return Marker.of(0, lost, 0).text();
    }

    private String next() throws IOException, InterruptedException {
        return text(bytes.next(0));
    }

    private String rest() throws IOException, InterruptedException {
        StringBuilder rest = new StringBuilder();
        for (ByteBuffer next; (next = bytes.next(0)) != null; ) {
            rest.append(text(next));
        }
        return rest.toString();
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes).toString();
    }
}
