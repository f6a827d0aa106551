package io.tapewire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checklist in docs/security.md names tests that exist, and says something of each requirement that it names. */
class AsvsTest {
    private static final Path PAGE = Path.of("docs", "security.md");
    private static final String HEADING = "## OWASP ASVS 5.0\n";
    private static final Pattern NAMED = Pattern.compile("`([A-Za-z-]+(?:Test|IT|\\.test\\.js))`");
    private static final Pattern ROW = Pattern.compile("\\| [0-9][^|]* \\| [^|]+ \\| [^|]+ \\|");

    @Test
    void each_line_of_the_checklist_names_a_test_or_a_reason() throws IOException {
        List<String> rows = rows();

        assertThat(rows).hasSizeGreaterThan(50).allMatch(row -> ROW.matcher(row).matches());
    }

    @Test
    void the_tests_that_it_names_exist() throws IOException {
        Set<String> named = rows().stream()
                .flatMap(row -> NAMED.matcher(row).results().map(AsvsTest::file))
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(testFiles()).containsAll(named);
    }

    private static String file(MatchResult name) {
        return name.group(1).endsWith(".js") ? name.group(1) : name.group(1) + ".java";
    }

    private static List<String> rows() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).containsOnlyOnce(HEADING);
        return page.substring(page.indexOf(HEADING))
                .lines()
                .filter(line -> line.matches("\\| [0-9].*"))
                .toList();
    }

    private static Set<String> testFiles() throws IOException {
        try (Stream<Path> java = Files.walk(Path.of("src", "test", "java"));
                Stream<Path> script = Files.list(Path.of("src", "main", "frontend", "test"))) {
            return Stream.concat(java, script)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }
}
