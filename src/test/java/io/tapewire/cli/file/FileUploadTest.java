package io.tapewire.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.cli.server.Refusal;
import io.tapewire.cli.server.Server;
import io.tapewire.cli.upload.Backoff;
import io.tapewire.cli.upload.Cutter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileUploadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Description REPORT = new Description("c", "a report.html", "text/html");
    private static final byte[] SHORT = random(40);

    @TempDir
    private Path directory;

    private FileReceiver receiver;
    private Cutter cutter;
    private Server server;
    private Runnable whenSent = () -> {};
    private Runnable whenWaiting = () -> {};
    private final List<String> troubles = new ArrayList<>();

    private final FileUpload.Listener listener = new FileUpload.Listener() {
        @Override
        public void sent(long bytes, long of) {
            whenSent.run();
        }

        @Override
        public void waiting(String trouble) {
            troubles.add(trouble);
            whenWaiting.run();
        }
    };

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void open() throws IOException {
        receiver = new FileReceiver();
        cutter = new Cutter(receiver.port());
        server = new Server(URI.create("http://localhost:" + cutter.port()), "token");
    }

    @AfterEach
    void close() {
        cutter.close();
        receiver.close();
    }

    @Test
    void a_file_arrives_as_it_is_with_its_name_and_type() throws Exception {
        for (int length : new int[] {0, 1, 65_536, 65_537, 300_000}) {
            byte[] bytes = random(length);
            assertThat(publish(bytes)).isEqualTo("f1");
            assertThat(receiver.received()).isEqualTo(bytes);
        }
        assertThat(receiver.path()).isEqualTo("/channels/c/files/a%20report.html");
        assertThat(receiver.mediaType()).isEqualTo("text/html");
        assertThat(troubles).isEmpty();
    }

    @Test
    void names_are_encoded_so_that_no_byte_of_them_has_a_meaning_in_an_address() {
        assertThat(new Description("c", "ä/b?c#d%e\"", null).resource()).isEqualTo("files/%C3%A4%2Fb%3Fc%23d%25e%22");
    }

    @Test
    void what_is_piped_in_arrives_as_it_is() throws Exception {
        byte[] bytes = random(200_000);
        try (Contents contents = Contents.of(new ByteArrayInputStream(bytes))) {
            publish(contents, PATIENCE);
        }
        assertThat(receiver.received()).isEqualTo(bytes);
    }

    @Test
    void a_connection_that_is_cut_at_any_byte_costs_no_byte_and_doubles_none() throws Exception {
        int cuts;
        int at = 0;
        do {
            cuts = cutter.cuts();
            cutter.cutAfter(++at);
            publish(SHORT);
            assertThat(receiver.received()).as("cut after %d bytes", at).isEqualTo(SHORT);
        } while (cutter.cuts() > cuts);
        assertThat(at).as("bytes of two requests").isGreaterThan(300);
    }

    @Test
    void many_cuts_of_a_long_file_cost_nothing() throws Exception {
        byte[] bytes = random(5_000_000);
        Random random = new Random(3);
        cutter.cutAfter(1 + random.nextInt(500_000));
        whenWaiting = () -> cutter.cutAfter(1 + random.nextInt(500_000));
        publish(bytes);
        assertThat(cutter.cuts()).isGreaterThan(5);
        assertThat(receiver.uploads()).as("it is never begun again").isLessThanOrEqualTo(2);
        assertThat(receiver.received()).isEqualTo(bytes);
    }

    @Test
    void answers_that_are_lost_cost_nothing() throws Exception {
        cutter.swallowAnswers(5);
        publish(SHORT);
        assertThat(cutter.cuts()).isEqualTo(5);
        assertThat(receiver.received()).isEqualTo(SHORT);
    }

    @Test
    void the_last_bytes_that_a_server_has_lost_are_sent_again() throws Exception {
        byte[] bytes = random(300_000);
        cutter.cutAfter(200_000);
        whenWaiting = () -> receiver.forgetLast(50_000);
        publish(bytes);
        assertThat(cutter.cuts()).isPositive();
        assertThat(receiver.received()).isEqualTo(bytes);
    }

    @Test
    void a_server_that_has_forgotten_the_file_gets_it_again() throws Exception {
        byte[] bytes = random(300_000);
        cutter.cutAfter(200_000);
        whenWaiting = () -> {
            if (troubles.size() == 1) {
                receiver.forgetAll();
            }
        };
        publish(bytes);
        assertThat(receiver.uploads()).isEqualTo(2);
        assertThat(receiver.received()).isEqualTo(bytes);
    }

    @Test
    void a_refusal_ends_it_at_once() {
        receiver.refuse(413);
        assertThatThrownBy(() -> publish(SHORT)).isInstanceOf(Refusal.class).hasMessageStartingWith("413");
        assertThat(troubles).isEmpty();
    }

    @Test
    void a_server_that_does_not_come_back_is_waited_for_no_longer_than_allowed() throws Exception {
        receiver.refuse(503);
        try (Contents contents = Contents.of(file(SHORT))) {
            assertThatThrownBy(() -> publish(contents, Duration.ofMillis(300)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503");
        }
    }

    @Test
    void something_else_than_the_file_at_the_server_is_a_failure() {
        receiver.damage();
        assertThatThrownBy(() -> publish(SHORT))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void a_file_that_becomes_shorter_while_it_is_read_is_a_failure() throws Exception {
        Path path = file(random(300_000));
        whenSent = () -> truncate(path);
        try (Contents contents = Contents.of(path)) {
            assertThatThrownBy(() -> publish(contents, PATIENCE))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("shorter");
        }
    }

    private static void truncate(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("file"), bytes);
    }

    private String publish(byte[] bytes) throws Exception {
        try (Contents contents = Contents.of(file(bytes))) {
            return publish(contents, PATIENCE);
        }
    }

    private String publish(Contents contents, Duration patience) throws Exception {
        Parts parts = new Parts(server, REPORT, contents, PATIENCE);
        Backoff quick = new Backoff(new Random(1), Duration.ofMillis(2), Duration.ofMillis(50));
        return new FileUpload(parts, contents, listener, quick).publish(patience);
    }
}
