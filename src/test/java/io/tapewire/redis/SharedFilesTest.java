package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.file.FileRefused;
import io.tapewire.file.PartialFile;
import io.tapewire.file.PublishedFile;
import io.tapewire.it.RedisProcess;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in a directory that two servers share, which know of each other by a real Redis. */
class SharedFilesTest {
    private static final Limits LIMITS = Limits.STANDARD
            .with(Limit.HISTORY_RESERVE_BYTES, 0)
            .with(Limit.HISTORY_SYNC_MS, 50)
            .with(Limit.REDIS_TIMEOUT_MS, 500)
            .with(Limit.REDIS_LEASE_MS, 1_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 20);
    private static final AtomicInteger CHANNELS = new AtomicInteger();

    @TempDir
    private static Path home;

    private static RedisProcess redis;

    private final String channel = "files/" + CHANNELS.incrementAndGet();
    private FileNode here;
    private FileNode there;

    @BeforeAll
    static void startRedis() throws IOException {
        Providers.find();
        redis = new RedisProcess(home.resolve("redis")).start();
        Files.createDirectory(directory());
    }

    private static Path directory() {
        return home.resolve("files");
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void start() throws IOException {
        here = node().alive();
        there = node().alive();
    }

    private static FileNode node() throws IOException {
        return node(LIMITS);
    }

    private static FileNode node(Limits limits) throws IOException {
        return new FileNode(redis.address(), directory(), limits);
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static List<String> contentsOf(String id) throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(id))
                    .toList();
        }
    }

    private PublishedFile found(FileNode node, String id) {
        return node.files.published(channel, id).orElseThrow();
    }

    @Test
    void what_is_published_on_one_is_listed_and_read_on_the_other() throws Exception {
        PublishedFile first = here.publish(channel, "all green\n");
        there.channels.append(channel, RecordType.OUTPUT, "a line\n".getBytes(UTF_8));
        PublishedFile second = there.publish(channel, "some red\n");

        assertThat(there.files.list(channel, 10)).containsExactly(second, first);
        assertThat(here.files.list(channel, 1)).containsExactly(second);
        assertThat(there.contents(found(there, first.id()))).isEqualTo("all green\n");
        assertThat(first.sha256()).isEqualTo(sha256("all green\n"));
        assertThat(first.offset()).isOne();
        assertThat(second.offset()).isEqualTo(3);
        assertThat(there.files.published("other", first.id())).isEmpty();
    }

    @Test
    void the_offset_is_that_of_the_record_also_if_others_append_before_it() throws Exception {
        here.channels.open(channel).position();
        there.channels.open(channel).position();
        for (int i = 0; i < 20; i++) {
            there.channels.append(channel, RecordType.OUTPUT, ("line " + i + "\n").getBytes(UTF_8));
            there.channels.open(channel).position();
            PublishedFile file = here.publish(channel, "text");

            assertThat(file.offset()).isEqualTo(2 * i + 2);
        }
    }

    @Test
    void an_upload_goes_on_on_the_other_server_and_keeps_its_hash() throws Exception {
        PartialFile begun = here.files.begin(FileNode.describe(channel).with(12));
        FileNode.append(begun, "1234");

        PartialFile found = there.files.partial(channel, begun.id()).orElseThrow();
        assertThat(found.bytes()).isEqualTo(4);
        assertThat(found.description().length()).isEqualTo(12);
        FileNode.append(found, "5678");
        PartialFile back = here.files.partial(channel, begun.id()).orElseThrow();
        FileNode.append(back, "90ab");
        PublishedFile file = here.files.publish(back, here::announce);

        assertThat(file.sha256()).isEqualTo(sha256("1234567890ab"));
        assertThat(there.contents(found(there, file.id()))).isEqualTo("1234567890ab");
        assertThat(contentsOf(file.id())).hasSize(1);
        assertThat(there.files.partial(channel, file.id())).isEmpty();
    }

    @Test
    void nothing_is_seen_of_a_file_before_it_is_whole() throws Exception {
        here.publish(channel, "another one");
        PartialFile begun = here.files.begin(FileNode.describe(channel));
        FileNode.append(begun, "12");

        assertThat(there.files.published(channel, begun.id())).isEmpty();
        assertThat(there.files.list(channel, 10)).hasSize(1);
    }

    @Test
    void whoever_continues_a_file_stops_who_has_begun_it_elsewhere() throws Exception {
        PartialFile file = here.files.begin(FileNode.describe(channel));
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        PartialFile.Appending first = file.append(file.bytes(), () -> stopped.complete(null));
        FileNode.write(first, "a");
        CompletableFuture<Void> end = stopped.thenRunAsync(() -> close(first));

        PartialFile found = there.files.partial(channel, file.id()).orElseThrow();
        found.awaitEnd();
        FileNode.append(found, "b");

        end.join();
        assertThat(there.contents(there.files.publish(found, there::announce))).isEqualTo("ab");
    }

    private static void close(PartialFile.Appending appending) {
        try {
            appending.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_server_that_was_paused_changes_nothing_that_another_one_has_taken_over() throws Exception {
        try (FileNode paused = node()) {
            PartialFile file = paused.files.begin(FileNode.describe(channel));
            FileNode.append(file, "12");
            PartialFile.Appending late = file.append(file.bytes(), () -> {});
            PartialFile found = there.files.partial(channel, file.id()).orElseThrow();
            FileNode.append(found, "34");
            FileNode.write(late, "xx");
            late.close();

            assertThatExceptionOfType(FileRefused.class)
                    .isThrownBy(() -> paused.files.publish(file, paused::announce))
                    .extracting(FileRefused::reason)
                    .isEqualTo(FileRefused.Reason.BUSY);
            PublishedFile published = there.files.publish(found, there::announce);
            assertThat(there.contents(published)).isEqualTo("1234");
            assertThat(published.sha256()).isEqualTo(sha256("1234"));
        }
    }

    @Test
    void of_two_servers_that_continue_a_file_at_once_exactly_one_publishes_it() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            PartialFile begun = here.files.begin(FileNode.describe(channel));
            FileNode.append(begun, "12");
            CountDownLatch start = new CountDownLatch(2);
            CompletableFuture<Boolean> one = CompletableFuture.supplyAsync(() -> finish(here, begun.id(), start));
            CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> finish(there, begun.id(), start));

            assertThat(one.join() ^ other.join())
                    .as("exactly one has published")
                    .isTrue();
            PublishedFile file = found(here, begun.id());
            assertThat(here.contents(file)).isEqualTo("1234");
            assertThat(file.sha256()).isEqualTo(sha256("1234"));
        }
        assertThat(here.announced(channel)).hasSize(ROUNDS).doesNotHaveDuplicates();
    }

    /** As a request does it that ends a file: only if the server has as much as the request continues. */
    private boolean finish(FileNode node, String id, CountDownLatch start) {
        try {
            start.countDown();
            start.await();
            PartialFile file = node.files.partial(channel, id).orElse(null);
            if (file == null) {
                return false;
            }
            try (PartialFile.Appending appending = file.append(2, () -> {})) {
                FileNode.write(appending, "34");
            }
            node.files.publish(file, node::announce);
            return true;
        } catch (FileRefused otherWasQuicker) {
            // or else the producer would begin the file again
            assertThat(otherWasQuicker.reason()).isNotEqualTo(FileRefused.Reason.GONE);
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoever_continues_a_file_that_was_published_meanwhile_hears_that_it_is_complete() throws Exception {
        PartialFile begun = here.files.begin(FileNode.describe(channel));
        FileNode.append(begun, "12");
        PartialFile found = there.files.partial(channel, begun.id()).orElseThrow();
        FileNode.append(begun, "34");
        here.files.publish(begun, here::announce);

        assertThatExceptionOfType(FileRefused.class)
                .isThrownBy(() -> found.append(2, () -> {}))
                .extracting(FileRefused::reason)
                .isEqualTo(FileRefused.Reason.OTHER_OFFSET);
        found.awaitEnd();
        assertThat(found.bytes()).isEqualTo(4);
    }

    @Test
    void a_server_that_ends_after_the_record_has_published_the_file() throws Exception {
        PartialFile begun = here.files.begin(FileNode.describe(channel));
        FileNode.append(begun, "text");
        assertThatThrownBy(() -> here.files.publish(begun, file -> {
                    here.announce(file);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");

        assertThat(there.contents(found(there, begun.id()))).isEqualTo("text");
        assertThat(there.files.list(channel, 10)).hasSize(1);
        assertThat(there.files.partial(channel, begun.id()))
                .as("nobody appends its record again")
                .isEmpty();
        assertThat(there.announced(channel)).containsExactly(begun.id());
    }

    @Test
    void a_file_whose_record_was_not_written_stays_unfinished_and_goes_on_elsewhere() throws Exception {
        PartialFile begun = here.files.begin(FileNode.describe(channel));
        FileNode.append(begun, "text");
        assertThatThrownBy(() -> here.files.publish(begun, file -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(there.files.list(channel, 10)).isEmpty();

        PartialFile found = there.files.partial(channel, begun.id()).orElseThrow();
        FileNode.append(found, "");
        there.files.publish(found, there::announce);

        assertThat(here.contents(found(here, begun.id()))).isEqualTo("text");
        assertThat(here.announced(channel)).containsExactly(begun.id());
    }

    @Test
    void files_and_uploads_go_with_their_channel_on_all_servers_at_once() throws Exception {
        PublishedFile file = here.publish(channel, "1");
        PartialFile begun = here.files.begin(FileNode.describe(channel));
        FileNode.append(begun, "2");

        there.channels.delete(channel);

        assertThat(here.files.published(channel, file.id())).isEmpty();
        assertThat(here.files.list(channel, 10)).isEmpty();
        assertThat(here.files.partial(channel, begun.id())).isEmpty();
        assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> FileNode.append(begun, "3"));
        assertThat(contentsOf(file.id())).isEmpty();
        assertThat(contentsOf(begun.id())).isEmpty();
        PublishedFile next = here.publish(channel, "4");
        assertThat(there.files.list(channel, 10)).containsExactly(next);
    }

    @Test
    void a_file_goes_when_the_log_forgets_its_record() throws Exception {
        Limits little = LIMITS.with(Limit.REDIS_CHANNEL_BYTES, 1 << 22);
        try (FileNode node = node(little)) {
            PublishedFile file = node.publish(channel, "old");
            byte[] line = ("x".repeat(60_000) + "\n").getBytes(UTF_8);
            for (int i = 0; i < 100; i++) {
                node.channels.append(channel, RecordType.OUTPUT, line);
                node.channels.open(channel).awaitStored();
            }

            assertThat(there.files.published(channel, file.id())).isEmpty();
            assertThat(there.files.list(channel, 10)).isEmpty();
            awaitMaintained(there, () -> contentsOf(file.id()).isEmpty());
        }
    }

    private interface Reached {
        boolean isTrue() throws IOException;
    }

    private static void awaitMaintained(FileNode node, Reached reached) {
        Awaitility.await().until(() -> {
            node.archive.maintain();
            return reached.isTrue();
        });
    }

    @Test
    void the_oldest_files_of_a_channel_go_when_it_has_too_much() throws Exception {
        try (FileNode node = node(LIMITS.with(Limit.HISTORY_CHANNEL_BYTES, 10))) {
            PublishedFile first = node.publish(channel, "123456");
            PublishedFile second = node.publish(channel, "7890");
            assertThat(there.files.list(channel, 10)).hasSize(2);
            node.publish(channel, "x");

            assertThat(there.files.published(channel, first.id())).isEmpty();
            assertThat(there.contents(found(there, second.id()))).isEqualTo("7890");
            assertThat(contentsOf(first.id())).isEmpty();
        }
    }

    @Test
    void the_oldest_files_of_all_go_when_there_are_too_many() throws Exception {
        PublishedFile first = here.publish(channel, "1");
        here.publish(channel + "/more", "2");
        try (FileNode node = node(LIMITS.with(Limit.FILES, 1))) {
            PublishedFile last = node.publish(channel, "3");
            awaitMaintained(node, () -> there.files.list(channel + "/more", 10).isEmpty());

            assertThat(there.files.published(channel, first.id())).isEmpty();
            assertThat(there.files.list(channel, 10)).containsExactly(last);
        }
    }

    @Test
    void unfinished_files_of_all_servers_are_bounded_together_and_removed_when_nobody_continues_them()
            throws Exception {
        Limits few = LIMITS.with(Limit.UNFINISHED_FILES, 2).with(Limit.UNFINISHED_FILES_BYTES, 6);
        removeUnfinished();
        try (FileNode node = node(few);
                FileNode other = node(few)) {
            PartialFile first = node.files.begin(FileNode.describe(channel));
            FileNode.append(first, "1234");
            PartialFile second = other.files.begin(FileNode.describe(channel));
            assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> FileNode.append(second, "567"));
            FileNode.append(second, "56");
            assertThatExceptionOfType(FileRefused.class)
                    .isThrownBy(() -> node.files.begin(FileNode.describe(channel)))
                    .extracting(FileRefused::reason)
                    .isEqualTo(FileRefused.Reason.TOO_MANY);
            removeUnfinished();

            assertThat(contentsOf(first.id())).isEmpty();
            assertThat(node.files.partial(channel, first.id())).isEmpty();
            FileNode.append(node.files.begin(FileNode.describe(channel)), "123456");
        }
        removeUnfinished();
    }

    private static void removeUnfinished() throws IOException {
        try (FileNode impatient = node(LIMITS.with(Limit.UNFINISHED_FILES_AGE_S, 0))) {
            awaitMaintained(impatient, () -> impatient.unfinished() == 0);
        }
    }

    @Test
    void contents_that_no_server_knows_are_removed_when_they_are_old() throws Exception {
        PublishedFile file = here.publish(channel, "known");
        Path old = Files.writeString(directory().resolve("0123456789abcdef0123456789abcdef-1.data"), "lost");
        Path fresh = Files.writeString(directory().resolve("fedcba9876543210fedcba9876543210-1.data"), "new");
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(old, longAgo);
        Files.setLastModifiedTime(directory().resolve(contentsOf(file.id()).get(0)), longAgo);
        here.forgetTurns();

        awaitMaintained(here, () -> Files.notExists(old));

        assertThat(fresh).exists();
        assertThat(here.contents(file)).isEqualTo("known");
        Files.delete(fresh);
    }

    @Test
    void a_directory_that_is_gone_takes_nothing_and_loses_nothing() throws Exception {
        PublishedFile file = here.publish(channel, "kept");
        Path elsewhere = home.resolve("elsewhere");
        Files.move(directory(), elsewhere);
        try {
            assertThatExceptionOfType(FileRefused.class)
                    .isThrownBy(() -> here.files.begin(FileNode.describe(channel)))
                    .extracting(FileRefused::reason)
                    .isEqualTo(FileRefused.Reason.NOT_STORED);
            // what is seen beneath a file system that is not mounted
            Files.createDirectory(directory());
            assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> here.files.begin(FileNode.describe(channel)));
            assertThatThrownBy(() -> here.files.open(file)).hasMessageContaining("not there");
            assertThatThrownBy(SharedFilesTest::node).hasMessageContaining("Is it mounted?");
        } finally {
            Files.deleteIfExists(directory());
            Files.move(elsewhere, directory());
        }
        assertThat(here.contents(found(there, file.id()))).isEqualTo("kept");
    }

    @Test
    void a_server_does_not_start_with_a_directory_that_it_cannot_use() throws Exception {
        Path file = Files.writeString(home.resolve("no-directory"), "");
        assertThatThrownBy(() -> new FileNode(redis.address(), file, LIMITS)).hasMessageContaining("not there");
        Path foreign = Files.createDirectory(home.resolve("foreign"));
        Files.writeString(foreign.resolve("tapewire-files"), "of others");
        assertThatThrownBy(() -> new FileNode(redis.address(), foreign, LIMITS)).hasMessageContaining("another Redis");
    }

    @Test
    void a_full_directory_takes_no_file() throws Exception {
        try (FileNode node = node(LIMITS.with(Limit.HISTORY_RESERVE_BYTES, 1L << 60))) {
            assertThatExceptionOfType(FileRefused.class)
                    .isThrownBy(() -> node.files.begin(FileNode.describe(channel)))
                    .extracting(FileRefused::reason)
                    .isEqualTo(FileRefused.Reason.NOT_STORED);
        }
    }

    @Test
    void while_redis_is_silent_nothing_counts_that_the_others_have_not_heard_of() throws Exception {
        PartialFile begun = here.files.begin(FileNode.describe(channel));
        FileNode.append(begun, "12");
        PartialFile.Appending appending = begun.append(begun.bytes(), () -> {});
        redis.freeze();
        try {
            FileNode.write(appending, "34");
            appending.close();
            assertThat(begun.bytes()).isEqualTo(2);
            assertThatExceptionOfType(StoreUnavailable.class)
                    .isThrownBy(() -> here.files.publish(begun, here::announce));
        } finally {
            redis.thaw();
        }
        Awaitility.await("Redis is used again")
                .ignoreException(StoreUnavailable.class)
                .until(() -> {
                    here.files.list(channel, 1);
                    there.files.list(channel, 1);
                    return true;
                });

        // what Redis was told while it was silent may have reached it afterwards
        PartialFile found = there.files.partial(channel, begun.id()).orElseThrow();
        found.awaitEnd();
        FileNode.append(found, "1234".substring((int) found.bytes()));
        assertThat(there.contents(there.files.publish(found, there::announce))).isEqualTo("1234");
    }
}
