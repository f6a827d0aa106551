package io.tapewire.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClientSizeTest {
    private static final Path FILES = Path.of("target/classes/META-INF/resources/tapewire");
    private static final long MOST = 700 << 10;

    @Test
    void all_files_of_the_page_together_are_small() throws IOException {
        try (var files = Files.walk(FILES)) {
            long bytes = files.filter(ClientSizeTest::isLoaded)
                    .mapToLong(ClientSizeTest::size)
                    .sum();

            assertThat(bytes).isBetween(300_000L, MOST);
        }
    }

    @Test
    void each_file_that_is_made_of_ours_has_a_source_map_beside_it() throws IOException {
        try (var files = Files.list(FILES.resolve("client/built"))) {
            var maps = files.filter(file -> file.toString().endsWith(".map")).toList();

            assertThat(maps).hasSizeGreaterThan(15).allSatisfy(map -> {
                assertThat(Path.of(map.toString().replaceFirst("\\.map$", ""))).exists();
                assertThat(Files.readString(map))
                        .contains("\"sourcesContent\": [\"")
                        .doesNotContainPattern("\"sources\": \\[[^\\]]*\"/");
            });
        }
    }

    @Test
    void browsers_load_few_files() throws IOException {
        try (var files = Files.list(FILES.resolve("client/built"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".js"))).hasSizeBetween(8, 25);
        }
    }

    /** Types and source maps are for tools, and licences for people. */
    private static boolean isLoaded(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".js") || name.endsWith(".css") || name.endsWith(".svg");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
