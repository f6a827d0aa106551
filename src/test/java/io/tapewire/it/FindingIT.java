package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Finding text, in view and in the whole history, and links to lines. */
class FindingIT extends BrowserTest {
    private static final int LINES = 12_000;
    private static final int NEEDLE = 777;
    /** The last record in the live view. */
    private static final String LIVE_OFFSET = "Number(document.querySelector('tapewire-terminal').dataset.offset ?? 0)";

    @BeforeEach
    void printMoreThanTheViewHolds() {
        producer.print(
                channel,
                IntStream.range(0, LINES)
                        .mapToObj(i -> "line " + i + (i % 4_000 == NEEDLE ? " needle" : "") + "\n")
                        .collect(Collectors.joining()));
        openChannel(channel);
        page.awaitTextEnding("line " + (LINES - 1));
    }

    @Test
    void what_is_in_view_is_found_at_once_and_gone_through() {
        page.type("/");
        page.typeInto(".tapewire-find input", "needle");

        // the first of three is not in view any more
        page.until("both are counted", () -> count().endsWith("of 2 hits"));
        assertThat(page.ask("terminal.getSelection()")).isEqualTo("needle");
        assertThat(page.isFollowing()).isFalse();
        String first = count();
        page.typeInto(".tapewire-find input", Keys.ENTER.toString());
        page.until("the next one is shown", () -> !count().equals(first));
        page.typeInto(".tapewire-find input", Keys.ESCAPE.toString());
        page.until(
                "it is closed",
                () -> !browser.findElement(By.cssSelector(".tapewire-find")).isDisplayed());
    }

    @Test
    void a_hit_in_the_last_screen_stays_where_it_is() {
        page.type("/");
        page.typeInto(".tapewire-find input", "line " + (LINES - 2));
        page.until("it is found", () -> count().equals("1 of 1 hit"));
        String seen = page.visible();

        producer.print(channel, "more\n".repeat(500));
        page.awaitTextEnding("more");

        assertThat(page.isFollowing()).isFalse();
        assertThat(page.visible()).startsWith(seen.stripTrailing());
    }

    @Test
    void a_link_into_the_last_screen_stays_there_until_the_viewer_goes_elsewhere() {
        producer.print(channel, "the last\n");
        page.awaitTextEnding("the last");
        long last = page.number(LIVE_OFFSET);
        browser.get(at("/?channel=" + channel + "&at=" + last).toString());
        page.until("it is marked", () -> page.marked().equals("the last"));
        page.until("the live view has got it, too", () -> page.number(LIVE_OFFSET) == last);

        producer.print(channel, "more\n".repeat(10));
        page.until("they have come", () -> page.jumpButton().getText().startsWith("10 new lines"));
        assertThat(page.isFollowing()).isFalse();
        assertThat(page.marked()).isEqualTo("the last");

        page.wheel(-200);
        page.until("it has moved", () -> !page.visible().contains("the last"));
        String seen = page.visible();
        producer.print(channel, "still more\n");
        page.until("it has come", () -> page.jumpButton().getText().startsWith("11 new lines"));
        assertThat(page.visible().lines().findFirst()).isEqualTo(seen.lines().findFirst());
    }

    @Test
    void hits_belong_to_the_channel_that_was_searched() {
        String other = channel + "-other";
        producer.print(other, "another channel\n");
        searchHistory();

        page.listed(other).click();
        page.awaitText("another channel");

        page.until(
                "the hits are gone",
                () -> !browser.findElement(By.cssSelector(".tapewire-find-results"))
                        .isDisplayed());
    }

    @Test
    void case_and_regular_expressions_are_switches() {
        page.type("/");
        page.typeInto(".tapewire-find input", "NEEDLE");
        page.until("both are found", () -> count().endsWith("of 2 hits"));
        page.button("Aa").click();
        page.until("none is found", () -> count().startsWith("Not in view"));
        page.button("Aa").click();
        page.typeInto(".tapewire-find input", Keys.chord(Keys.CONTROL, "a") + "1177[67] n.*e$");
        page.button(".*").click();
        page.until("none is found", () -> count().startsWith("Not in view"));
        page.typeInto(".tapewire-find input", Keys.chord(Keys.CONTROL, "a") + "(");
        page.until("it is refused", () -> count().equals("Not a regular expression"));
    }

    @Test
    void a_hit_in_the_history_opens_its_surroundings_with_the_line_marked() {
        searchHistory();
        List<String> hits = page.texts(".tapewire-find-results li");
        assertThat(hits).hasSize(3);
        assertThat(hits.get(2)).contains("line " + NEEDLE + " needle");

        browser.findElements(By.cssSelector(".tapewire-find-results li a"))
                .get(2)
                .click();

        page.until("it is drawn", () -> page.visible().contains("line " + NEEDLE + " needle"));
        page.until("it is marked", () -> page.marked().equals("line " + NEEDLE + " needle"));
        assertThat(page.isFollowing()).isFalse();
        assertThat(page.address()).contains("at=");
    }

    @Test
    void a_link_to_a_line_opens_it_for_everybody_also_after_more_output() {
        searchHistory();
        String link = browser.findElements(By.cssSelector(".tapewire-find-results li a"))
                .get(1)
                .getDomProperty("href");
        producer.print(channel, "more\n".repeat(3_000));

        browser.get("about:blank");
        browser.get(link);

        page.until("it is marked", () -> page.marked().equals("line " + (4_000 + NEEDLE) + " needle"));
        producer.print(channel, "more\n".repeat(100));
        assertThat(page.marked()).isEqualTo("line " + (4_000 + NEEDLE) + " needle");
        assertThat(page.visible()).contains("line " + (4_000 + NEEDLE) + " needle");
    }

    @Test
    void selecting_a_line_puts_its_link_into_the_address() {
        page.press(Keys.PAGE_UP);
        page.awaitFollowing(false);
        page.until("it is drawn", () -> page.visible().startsWith("line "));
        String line = page.visible().lines().findFirst().orElseThrow();

        page.selectFirstWord();
        page.until("it has a link", () -> page.address().contains("at="));
        String link = page.address();
        browser.get("about:blank");
        browser.get(link);

        page.until("the line is marked", () -> page.marked().equals(line));
    }

    @Test
    void a_link_to_a_line_that_is_not_there_says_so_and_takes_nothing_away() {
        browser.get(at("/?channel=" + channel + "&at=987654.3").toString());

        page.until("it says so", () -> page.beginning().startsWith("Line 987654.3 is not there"));
        page.awaitTextEnding("line " + (LINES - 1));
        browser.findElement(By.cssSelector(".tapewire-terminal-beginning button"))
                .click();
        assertThat(page.beginning()).doesNotContain("987654.3");
        assertThat(page.text()).endsWith("line " + (LINES - 1));
    }

    private void searchHistory() {
        page.type("/");
        page.typeInto(".tapewire-find input", "needle" + Keys.chord(Keys.CONTROL, Keys.ENTER));
        page.until(
                "the search is done",
                () -> page.texts(".tapewire-find-results p").get(0).contains("in the whole history"));
    }

    private String count() {
        return browser.findElement(By.cssSelector(".tapewire-find-count")).getText();
    }
}
