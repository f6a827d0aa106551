package io.tapewire.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/** The time of day of a server's process, which a test sets while the server runs. The monotonic clock goes on as it is. */
final class WallClock {
    private final Path offset;

    /** @param folder where the clock is kept */
    WallClock(Path folder) {
        this.offset = folder.resolve("clock");
        set(Duration.ZERO);
    }

    /** @param change from the real time; seen within a second */
    void set(Duration change) {
        try {
            Path next = Files.writeString(offset.resolveSibling("clock.next"), "%+d%n".formatted(change.toSeconds()));
            Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment of a process that is to see it. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // timed waits of the JVM are on the monotonic clock, and are not to be changed
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    private static Path library() {
        try (DirectoryStream<Path> architectures = Files.newDirectoryStream(Path.of("/usr/lib"))) {
            for (Path architecture : architectures) {
                Path library = architecture.resolve("faketime/libfaketimeMT.so.1");
                if (Files.exists(library)) {
                    return library;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("there is no libfaketime; src/test/packages/ensure-packages installs it");
    }
}
