package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Only the lines that match, or only those that do not; by the keyboard alone. */
class FilteringIT extends BrowserTest {
    private static final int LINES = 12_000;
    private static final int EACH = 10;
    private static final String FIELD = ".tapewire-filter input";

    @TempDir
    private Path downloads;

    @BeforeEach
    void printMoreThanTheViewHolds() {
        producer.print(
                channel,
                IntStream.range(0, LINES)
                        .mapToObj(i -> "line " + i + (i % EACH == 0 ? " \u001b[31mneedle\u001b[0m" : "") + "\n")
                        .collect(Collectors.joining()));
        openChannel(channel);
        page.awaitTextEnding("line " + (LINES - 1));
    }

    @Test
    void lines_that_match_are_shown_alone_and_those_that_come_are_added() {
        filter("needle");
        awaitLast("line " + (LINES - EACH) + " needle");
        assertThat(rows()).allMatch(row -> row.contains("needle"));

        producer.print(channel, "nothing\nNEEDLE again\nnothing");
        awaitLast("NEEDLE again");
        producer.print(channel, " but a needle");
        awaitLast("nothing but a needle");
        assertThat(rows()).doesNotHaveDuplicates();
    }

    @Test
    void those_that_do_not_match_are_shown_instead() {
        filter("line \\d*[0-8]( needle)?$");
        page.button(".*").click();
        page.button("Not").click();

        awaitLast("line " + (LINES - 1));
        assertThat(rows()).hasSizeGreaterThan(10).allMatch(row -> row.endsWith("9"));
    }

    @Test
    void earlier_lines_are_loaded_where_one_scrolls_up_and_nothing_moves_when_others_come() {
        filter("needle");
        awaitLast("line " + (LINES - EACH) + " needle");
        page.pressInFocus(Keys.ARROW_DOWN);
        page.until("all have been loaded", () -> {
            page.pressInFocus(Keys.HOME);
            return rows().get(0).endsWith("line 0 needle");
        });
        assertThat(count()).isEqualTo("1,200 lines");

        producer.print(channel, "a needle\n");
        page.until("it is counted", () -> count().equals("1,201 lines"));
        assertThat(rows().get(0)).endsWith("line 0 needle");
    }

    @Test
    void a_line_is_shown_in_its_context() {
        filter("needle");
        awaitLast("line " + (LINES - EACH) + " needle");

        page.pressInFocus(Keys.ARROW_DOWN);
        page.pressInFocus(Keys.ARROW_UP);
        page.pressInFocus(Keys.ARROW_UP);
        page.pressInFocus(Keys.ENTER);

        page.until("it is marked", () -> page.marked().equals("line " + (LINES - 2 * EACH) + " needle"));
        assertThat(page.visible()).contains("line " + (LINES - 2 * EACH + 1));
        assertThat(page.address()).contains("at=");
        assertThat(browser.findElement(By.cssSelector(".tapewire-filter")).isDisplayed())
                .isFalse();
    }

    @Test
    void escape_shows_everything_again_and_the_same_filter_is_there_the_next_time() {
        filter("needle");
        awaitLast("line " + (LINES - EACH) + " needle");

        page.pressInFocus(Keys.ESCAPE);
        page.until("everything is drawn", () -> page.visible().contains("line " + (LINES - 1)));
        page.type("&");
        awaitLast("line " + (LINES - EACH) + " needle");
    }

    @Test
    void all_matching_lines_are_saved_as_a_file() {
        browser.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        filter("needle");
        awaitLast("line " + (LINES - EACH) + " needle");

        browser.findElement(By.cssSelector(".tapewire-filter"))
                .findElements(By.tagName("button"))
                .get(3)
                .click();

        page.until("the file is there", () -> files().size() == 1);
        assertThat(files().get(0).getFileName().toString())
                .matches(channel.replace('/', '-') + "-filtered-\\d{8}-\\d{6}\\.txt");
        assertThat(files().get(0))
                .hasContent(IntStream.range(0, LINES / EACH)
                        .mapToObj(i -> "line " + i * EACH + " needle\n")
                        .collect(Collectors.joining()));
    }

    private void filter(String text) {
        page.type("&");
        page.typeInto(FIELD, text);
    }

    private List<String> rows() {
        return page.texts(".tapewire-filtered-row");
    }

    private String count() {
        return browser.findElement(By.cssSelector(".tapewire-filter .tapewire-find-count"))
                .getText();
    }

    private void awaitLast(String line) {
        page.until("the last line is: " + line, () -> {
            List<String> rows = rows();
            return !rows.isEmpty() && rows.get(rows.size() - 1).endsWith(line);
        });
    }

    /** Those that are complete. */
    private List<Path> files() {
        try (var files = Files.list(downloads)) {
            return files.filter(file -> file.toString().endsWith(".txt")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
