package io.tapewire.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.ManualClock;
import io.tapewire.protocol.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFileArchiveTest {
    private static final FileDescription REPORT = new FileDescription("build", "report.txt", "text/plain", -1);

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private final List<PublishedFile> log = new ArrayList<>();
    private Limits limits = Limits.STANDARD.with(Limit.HISTORY_RESERVE_BYTES, 0);
    private DiskFileArchive archive;

    @BeforeEach
    void open() throws IOException {
        Providers.find();
        archive = DiskFileArchive.open(folder, limits, true, clock);
    }

    private static void append(PartialFile file, String text) throws Exception {
        try (PartialFile.Appending appending = file.append(file.bytes(), () -> {})) {
            byte[] bytes = text.getBytes(UTF_8);
            appending.write(bytes, bytes.length);
        }
    }

    private PublishedFile publish(String text) throws Exception {
        PartialFile file = archive.begin(REPORT);
        append(file, text);
        return archive.publish(file, this::announce);
    }

    private long announce(PublishedFile file) {
        log.add(file);
        return log.size();
    }

    private String contents(PublishedFile file) throws IOException {
        byte[] bytes = new byte[(int) file.bytes()];
        archive.read(file, 0, bytes, 0);
        return new String(bytes, UTF_8);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private long onDisk() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void a_published_file_is_there_before_the_log_is_told_and_after_a_restart() throws Exception {
        PublishedFile file = publish("all green\n");
        assertThat(log).extracting(PublishedFile::id).containsExactly(file.id());
        assertThat(file.offset()).isOne();
        assertThat(file.sha256()).isEqualTo(sha256("all green\n"));

        open();
        PublishedFile found = archive.published("build", file.id()).orElseThrow();
        assertThat(found).isEqualTo(file);
        assertThat(contents(found)).isEqualTo("all green\n");
        assertThat(archive.published("other", file.id())).isEmpty();
    }

    @Test
    void an_unfinished_file_goes_on_after_a_restart_and_keeps_its_hash() throws Exception {
        PartialFile begun = archive.begin(REPORT.with(8));
        append(begun, "1234");

        open();
        PartialFile found = archive.partial("build", begun.id()).orElseThrow();
        assertThat(found.bytes()).isEqualTo(4);
        append(found, "5678");
        PublishedFile file = archive.publish(found, this::announce);

        assertThat(file.sha256()).isEqualTo(sha256("12345678"));
        assertThat(archive.partial("build", begun.id())).isEmpty();
    }

    @Test
    void a_file_whose_record_was_not_written_stays_unfinished() throws Exception {
        PartialFile begun = archive.begin(REPORT);
        append(begun, "text");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> archive.publish(begun, file -> {
                    throw new IllegalStateException("stopping");
                }));
        assertThat(archive.published("build", begun.id())).isEmpty();

        open();
        PartialFile found = archive.partial("build", begun.id()).orElseThrow();
        assertThat(contents(archive.publish(found, this::announce))).isEqualTo("text");
    }

    @Test
    void bytes_beyond_what_was_said_or_is_allowed_are_refused() throws Exception {
        PartialFile four = archive.begin(REPORT.with(4));
        assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> append(four, "12345"));
        append(four, "123");
        assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> archive.publish(four, this::announce));

        limits = limits.with(Limit.FILE_BYTES, 5);
        open();
        PartialFile small = archive.begin(REPORT);
        append(small, "12345");
        assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> append(small, "6"));
        assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> archive.begin(REPORT.with(6)));
        assertThat(small.bytes()).isEqualTo(5);
    }

    @Test
    void unfinished_files_are_bounded_in_number_and_bytes_and_removed_when_nobody_continues_them() throws Exception {
        limits = limits.with(Limit.UNFINISHED_FILES, 2).with(Limit.UNFINISHED_FILES_BYTES, 6);
        open();
        append(archive.begin(REPORT), "1234");
        PartialFile second = archive.begin(REPORT);
        assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> append(second, "567"));
        append(second, "56");
        assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> archive.begin(REPORT));

        clock.advance(Duration.ofDays(2));
        archive.maintain();
        assertThat(onDisk()).isZero();
        append(archive.begin(REPORT), "123456");
    }

    @Test
    void whoever_continues_a_file_stops_who_has_begun_it() throws Exception {
        PartialFile file = archive.begin(REPORT);
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        PartialFile.Appending first = file.append(file.bytes(), () -> stopped.complete(null));
        first.write(new byte[] {'a'}, 1);
        CompletableFuture<Void> end = stopped.thenRunAsync(() -> close(first));

        append(file, "b");

        end.join();
        assertThat(contents(archive.publish(file, this::announce))).isEqualTo("ab");
    }

    private static void close(PartialFile.Appending appending) {
        try {
            appending.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_oldest_files_are_removed_when_there_are_too_many() throws Exception {
        limits = limits.with(Limit.FILES, 2);
        open();
        PublishedFile first = publish("1");
        clock.advance(Duration.ofSeconds(1));
        publish("2");
        clock.advance(Duration.ofSeconds(1));
        publish("3");

        assertThat(archive.published("build", first.id())).isEmpty();
        assertThat(archive.bytes("build")).isEqualTo(2);
        assertThat(onDisk()).isEqualTo(4);
    }

    @Test
    void a_deleted_channel_leaves_no_file_and_an_upload_to_it_cannot_end() throws Exception {
        publish("1");
        PartialFile begun = archive.begin(REPORT);

        archive.deleteAll("build");

        assertThat(onDisk()).isZero();
        assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> archive.publish(begun, this::announce));
        assertThat(onDisk()).isZero();
    }

    @Test
    void a_full_disk_takes_no_file() throws Exception {
        limits = limits.with(Limit.HISTORY_RESERVE_BYTES, 1L << 60);
        open();
        assertThatExceptionOfType(FileRefused.class)
                .isThrownBy(() -> archive.begin(REPORT))
                .extracting(FileRefused::reason)
                .isEqualTo(FileRefused.Reason.NOT_STORED);
        assertThat(onDisk()).isZero();
    }
}
