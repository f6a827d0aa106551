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
    void each_module_and_style_sheet_of_ours_has_a_source_map_beside_it() throws IOException {
        try (var files = Files.walk(FILES)) {
            var ours = files.filter(ClientSizeTest::isOurs).toList();

            assertThat(ours).hasSizeGreaterThan(100).allSatisfy(file -> {
                String map = file.getFileName() + ".map";
                assertThat(Files.readString(file.resolveSibling(map)))
                        .contains("\"sources\": [\"" + file.getFileName() + "\"]", "\"sourcesContent\": [\"");
            });
        }
    }

    private static boolean isOurs(Path file) {
        String folder = FILES.relativize(file).getName(0).toString();
        String name = file.getFileName().toString();
        return (folder.equals("client") && name.endsWith(".js")) || (folder.equals("styles") && name.endsWith(".css"));
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
