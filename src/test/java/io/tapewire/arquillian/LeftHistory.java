package io.tapewire.arquillian;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a deployment has left on the disk. The build tells the tests' servers where that is. */
final class LeftHistory {
    private static final String DIRECTORY = System.getenv("TAPEWIRE_HISTORY_DIR");

    private LeftHistory() {}

    /** Deletes it, so that the next deployment begins with nothing. */
    static void delete() {
        if (DIRECTORY == null || !Files.exists(Path.of(DIRECTORY))) {
            return;
        }
        try (Stream<Path> paths = Files.walk(Path.of(DIRECTORY))) {
            List<Path> innermostFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : innermostFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
