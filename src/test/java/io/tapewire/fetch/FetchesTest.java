package io.tapewire.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.channel.Channels;
import io.tapewire.channel.Outlet;
import io.tapewire.channel.Senders;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.file.DiskFileArchive;
import io.tapewire.file.FileDescription;
import io.tapewire.file.PartialFile;
import io.tapewire.file.PublishedFile;
import io.tapewire.log.Frame;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.CloseCode;
import jakarta.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches of several connections, and files that cannot be read. */
class FetchesTest {
    private static final int LENGTH = 100_000;

    @TempDir
    private Path folder;

    private Limits limits = Limits.STANDARD.with(Limit.HISTORY_RESERVE_BYTES, 0);
    private Fetchers fetchers;
    private Senders senders;
    private PublishedFile file;

    /** A connection that takes everything at once. */
    private static final class Inbox implements Outlet {
        private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

        @Override
        public void send(Frame frame, Completion done) {
            frames.add(frame);
            done.completed(true);
        }

        @Override
        public void ping() {}

        @Override
        public void close(CloseCode code, String reason) {}

        String next() throws InterruptedException {
            Frame next = frames.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("a frame").isNotNull();
            return next.text();
        }

        /** What comes behind the pieces. */
        String end() throws InterruptedException {
            String next = next();
            while (!next.startsWith("{")) {
                next = next();
            }
            return next;
        }
    }

    /** A connection, and what it fetches. */
    private final class Client {
        private final Inbox inbox = new Inbox();
        private final Fetches fetches = new Fetches(senders.admit(inbox, "ada"), fetchers, limits);

        Client fetch(int number, int window) {
            fetches.begin(new FetchRequest("build", file.id(), number, Json.createValue(number), 0, window));
            return this;
        }
    }

    @BeforeEach
    void publish() throws Exception {
        if (senders != null) {
            stop();
        }
        DiskFileArchive archive = DiskFileArchive.open(folder, limits, false, InstantSource.system());
        PartialFile partial = archive.begin(new FileDescription("build", "data.bin", null, LENGTH));
        try (PartialFile.Appending appending = partial.append(partial.bytes(), () -> {})) {
            appending.write(new byte[LENGTH], LENGTH);
        }
        file = archive.publish(partial, any -> 1);
        fetchers = new Fetchers(Optional.of(archive), limits);
        fetchers.start(Thread::new);
        senders = new Senders(new Channels(limits, TimeSource.system()), limits, System::nanoTime);
        senders.start(Thread::new);
    }

    @AfterEach
    void stop() {
        senders.stop();
        fetchers.stop();
    }

    @Test
    void there_are_as_many_in_all_as_allowed_until_one_of_them_ends() throws Exception {
        limits = limits.with(Limit.FETCHES, 2);
        publish();
        Client first = new Client().fetch(1, 10);
        new Client().fetch(1, 10);
        assertThat(new Client().fetch(1, 0).inbox.end()).contains("too_many_fetches");

        first.fetches.cancel(1);

        assertThat(first.inbox.end()).contains("cancelled");
        assertThat(new Client().fetch(1, 0).inbox.end()).contains("\"fetched\"");
    }

    @Test
    void whoever_takes_nothing_gives_the_place_to_the_next() throws Exception {
        limits = limits.with(Limit.FETCHES, 1).with(Limit.FETCH_SILENCE_S, 0);
        publish();
        Client silent = new Client().fetch(1, 10);
        // both pieces that the window has room for have come
        silent.inbox.next();
        silent.inbox.next();

        assertThat(new Client().fetch(1, 0).inbox.end()).contains("\"fetched\"");
        assertThat(silent.inbox.end()).contains("too_slow");
    }

    @Test
    void a_connection_that_has_ended_gives_its_places_back() throws Exception {
        limits = limits.with(Limit.FETCHES, 1);
        publish();
        Client gone = new Client().fetch(1, 10);

        gone.fetches.close();
        gone.fetch(2, 10);

        assertThat(new Client().fetch(1, 0).inbox.end()).contains("\"fetched\"");
    }

    @Test
    void a_file_that_became_shorter_on_the_disk_cannot_be_read() throws Exception {
        Files.write(folder.resolve(file.id() + ".data"), new byte[10]);
        assertThat(new Client().fetch(1, 0).inbox.end()).contains("not_readable");
    }

    @Test
    void a_file_that_has_gone_from_the_disk_is_unknown() throws Exception {
        Files.delete(folder.resolve(file.id() + ".data"));
        assertThat(new Client().fetch(1, 0).inbox.end()).contains("unknown_file");
    }
}
