package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.WheelInput;

/** Reading output that is older than what the terminal holds. */
class HistoryIT extends BrowserTest {
    private static final int LINES = 30_000;
    private static final String NEWEST = "line " + (LINES - 1);

    @BeforeEach
    void printMoreThanTheViewHolds() {
        producer.print(
                channel,
                "\u001b[32m"
                        + IntStream.range(0, LINES)
                                .mapToObj(i -> "line " + i + "\n")
                                .collect(Collectors.joining())
                        + "\u001b[0m");
        openChannel(channel);
        page.awaitTextEnding(NEWEST);
    }

    @Test
    void page_up_at_the_first_line_goes_on_into_older_output() {
        page.ask("terminal.scrollToTop()");
        page.until("its first line is drawn", () -> first() > 10_000);
        int held = first();

        page.press(Keys.PAGE_UP);
        awaitHistory();
        assertThat(first()).as("no line is skipped or shown twice").isBetween(held - 60, held);
        for (int i = 0; i < 120 && first() > held - 2_500; i++) {
            int before = first();
            page.pressInFocus(Keys.PAGE_UP);
            page.until("it goes up", () -> first() < before);
            assertThat(first()).isGreaterThan(before - 100);
        }

        assertThat(first()).isLessThanOrEqualTo(held - 2_500);
        assertThat(page.colourOf("line " + (first() + 1)))
                .as("as coloured as it was")
                .isEqualTo("rgb(25, 113, 63)");
        assertThat(page.number("document.querySelector('tapewire-terminal').emulator.buffer.active.length"))
                .as("what is held is bounded")
                .isLessThan(20_000);
    }

    @Test
    void the_wheel_goes_on_too_and_down_again_to_what_is_live() {
        page.ask("terminal.scrollToTop()");
        page.until("its first line is drawn", () -> first() > 10_000);

        page.wheel(-100);
        awaitHistory();
        page.until("the position is shown", () -> place().matches("record [0-9,]+ of [0-9,]+ · [0-9:]{8}.*"));
        page.until("what is live is shown", () -> {
            page.ask("terminal.scrollToBottom()");
            turnDown();
            return page.isFollowing();
        });

        page.until("the newest is drawn", () -> page.visible().contains(NEWEST));
    }

    @Test
    void home_goes_to_the_real_start_and_end_back_to_what_is_live() {
        page.press(Keys.HOME);
        page.until("it is the first line", () -> page.visible().startsWith("line 0\nline 1\n"));
        assertThat(page.isFollowing()).isFalse();

        String seen = page.visible();
        producer.print(channel, "more\n".repeat(30) + "newer");
        page.until(
                "it is said how many have come",
                () -> page.jumpButton().getText().startsWith("30 new lines"));
        assertThat(page.visible()).isEqualTo(seen);

        page.press(Keys.END);
        page.awaitFollowing(true);
        page.until("the newest is drawn", () -> page.visible().contains("newer"));
        page.press("g");
        page.until("it is the first line", () -> page.visible().startsWith("line 0\nline 1\n"));
        page.jumpButton().click();
        page.awaitFollowing(true);
    }

    @Test
    void a_viewer_of_the_start_can_go_down_through_all_of_it() {
        page.press(Keys.HOME);
        page.until("it is the first line", () -> page.visible().startsWith("line 0\n"));

        for (int i = 0; i < 150 && first() < 3_000; i++) {
            int before = first();
            page.pressInFocus(Keys.PAGE_DOWN);
            page.until("it goes down", () -> first() > before);
            assertThat(first()).isLessThan(before + 100);
        }

        assertThat(first()).isGreaterThanOrEqualTo(3_000);
        assertThat(page.isFollowing()).isFalse();
    }

    @Test
    void what_is_found_in_view_is_found_in_the_history_that_is_shown() {
        page.press(Keys.HOME);
        page.until("it is the first line", () -> page.visible().startsWith("line 0\n"));

        page.type("/");
        page.typeInto(".tapewire-find input", "line 123");

        page.until(
                "it is found",
                () -> browser.findElement(By.cssSelector(".tapewire-find-count"))
                        .getText()
                        .startsWith("1 of "));
        assertThat(page.ask("terminal.getSelection()")).isEqualTo("line 123");
    }

    /** Over what is shown, which may be replaced at any moment. */
    private void turnDown() {
        new Actions(browser)
                .scrollFromOrigin(
                        WheelInput.ScrollOrigin.fromElement(browser.findElement(By.id("tapewire-terminal"))), 0, 300)
                .perform();
    }

    /** The number of the first line that is drawn. */
    private int first() {
        String line = page.visible().lines().findFirst().orElse("");
        return Integer.parseInt(line.substring("line ".length()));
    }

    private boolean isHistory() {
        return !browser.findElements(By.cssSelector(".tapewire-terminal-pane-shown"))
                .isEmpty();
    }

    private void awaitHistory() {
        page.until("the history is shown", this::isHistory);
    }

    private String place() {
        return browser.findElement(By.cssSelector(".tapewire-place")).getText();
    }
}
