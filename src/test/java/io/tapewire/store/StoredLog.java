package io.tapewire.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.file.DiskFileArchive;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Log;
import io.tapewire.log.LogSnapshot;
import io.tapewire.log.Memory;
import io.tapewire.log.Part;
import io.tapewire.log.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log with a store on a disk that a test has in its hands. */
final class StoredLog {
    static final Path FOLDER = Path.of("channels", "build");
    private static final Limits LIMITS = Limits.STANDARD.with(Limit.CHANNEL_BYTES, 16_384);

    private StoredLog() {}

    /** What is on the disk, or an empty log; after a crash in the epoch {@code next}. */
    static Log open(MemoryDisk disk, String next, boolean trusting, long fileBytes) {
        return open(disk, next, trusting, fileBytes, false);
    }

    /** The same with {@code tapewire.history.sync}. */
    static Log open(MemoryDisk disk, String next, boolean trusting, long fileBytes, boolean sync) {
        try {
            ChannelFiles files = ChannelFiles.in(disk, FOLDER);
            Optional<Recovery.Found> found = new Recovery(disk, trusting, () -> next).recover(files);
            StoreSettings settings = new StoreSettings(1 << 30, 1 << 30, 0, Long.MAX_VALUE / 2, fileBytes, 2, sync);
            Environment environment = Environment.of(disk, settings, InstantSource.system(), noFiles());
            Recovery.Found known =
                    found.orElseGet(() -> new Recovery.Found("build", LogSnapshot.startingWith(next), true));
            ChannelStore store = new ChannelStore(known, files, environment, same -> {});
            if (!known.marked()) {
                store.mark(known.snapshot());
            }
            return new Log("build", known.snapshot(), store, LIMITS, new Memory(1 << 30), TimeSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No files are published to these channels. */
    static DiskFileArchive noFiles() {
        try {
            return DiskFileArchive.open(Path.of("none"), LIMITS, false, InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that readers get, with a line for each gap. */
    static List<String> contents(Log log) {
        log.seal();
        List<String> contents = new ArrayList<>();
        long last = log.span().last();
        for (long next = 1; next <= last; ) {
            Part part = log.partAt(next);
            if (part instanceof Excerpt excerpt) {
                for (long offset = next; offset <= Math.min(last, excerpt.last()); offset++) {
                    contents.add(offset + " " + excerpt.type() + " "
                            + new String(
                                    excerpt.payload(),
                                    excerpt.from(offset),
                                    excerpt.to(offset) - excerpt.from(offset),
                                    UTF_8));
                }
            } else {
                contents.add("gap " + part.first() + " to " + part.last());
            }
            next = part.last() + 1;
        }
        return contents;
    }
}
