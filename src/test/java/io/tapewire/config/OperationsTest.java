package io.tapewire.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for operators tells what is in force. */
class OperationsTest {
    private static final Path PAGE = Path.of("docs", "operations.md");
    private static final String BEGIN = "<!-- limits -->\n";
    private static final String END = "<!-- /limits -->";

    @Test
    void the_pages_table_is_the_list_of_all_bounds() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        String table = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
        assertThat(table.strip())
                .as("what belongs between the marks in %s", PAGE)
                .isEqualTo(table());
    }

    private static String table() {
        return Arrays.stream(Limit.values())
                .map(OperationsTest::row)
                .collect(Collectors.joining(
                        "\n", "| key | default | allowed | meaning |\n| --- | --- | --- | --- |\n", ""));
    }

    private static String row(Limit limit) {
        return "| `%s` | %d | %d to %d | %s |"
                .formatted(limit.key(), limit.standard(), limit.least(), limit.most(), limit.meaning());
    }
}
