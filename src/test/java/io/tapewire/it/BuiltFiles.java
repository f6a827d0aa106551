package io.tapewire.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Addresses of the client's files whose names have a hash, as the build has made them. */
final class BuiltFiles {
    private static final Path CLASSES = Path.of("target/classes/META-INF/resources");

    private BuiltFiles() {}

    static List<String> all() {
        try (var files = Files.list(CLASSES.resolve("tapewire/client/built"))) {
            return files.map(file -> "/" + CLASSES.relativize(file)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only one that was made of this source. */
    static String named(String source, String extension) {
        List<String> found = all().stream()
                .filter(path -> path.matches(".*/" + source + "-[A-Z0-9]{8}\\." + extension))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException("of " + source + "." + extension + " there are " + found);
        }
        return found.get(0);
    }
}
