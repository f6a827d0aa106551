package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Following the output, pausing, and what may not move a paused view. */
class FollowingIT extends BrowserTest {
    @Test
    void the_wheel_pauses_at_once_and_a_flood_moves_nothing() {
        openChannel(channel);
        producer.print(channel, lines("line", 500));
        page.awaitTextEnding("line 499");

        page.wheel(-300);
        page.awaitFollowing(false);
        page.until("it is drawn", () -> !page.visible().contains("line 499"));
        String seen = page.visible();
        // more than the scrollback's 10,000 lines
        for (int i = 0; i < 6; i++) {
            producer.print(channel, lines("flood " + i, 2_500));
        }
        page.awaitTextEnding("flood 5 2499");

        assertThat(page.visible()).isEqualTo(seen);
        page.until("15,000 lines are told", () -> page.jumpButton().getText().startsWith("15,000 new lines"));
        page.jumpButton().click();
        page.awaitFollowing(true);
        page.until("the last line is drawn", () -> page.visible().contains("flood 5 2499"));
    }

    @Test
    void follow_is_a_button_and_a_key() {
        openChannel(channel);
        producer.print(channel, lines("line", 100));
        page.awaitTextEnding("line 99");
        assertThat(page.isPressed("Follow")).isTrue();

        page.button("Follow").click();
        page.awaitFollowing(false);
        String seen = page.visible();
        producer.print(channel, "one\ntwo\n");
        page.awaitTextEnding("two");

        assertThat(page.isPressed("Follow")).isFalse();
        // the last line was empty
        assertThat(page.visible()).startsWith(seen.stripTrailing());
        page.type("f");
        page.awaitFollowing(true);
        page.type("f");
        page.awaitFollowing(false);
        page.press(Keys.END);
        page.awaitFollowing(true);
    }

    @Test
    void clear_empties_this_view_only_and_can_be_undone() {
        openChannel(channel);
        producer.print(channel, lines("line", 100));
        page.awaitTextEnding("line 99");

        page.button("Clear").click();
        page.awaitText("");
        producer.print(channel, "after\n");
        page.awaitText("after");
        browser.findElement(By.cssSelector("tapewire-terminal .tapewire-terminal-beginning button"))
                .click();

        page.awaitText(lines("line", 100) + "after");
        assertThat(page.beginning()).isEmpty();
    }

    @Test
    void a_program_cannot_take_away_what_is_being_read() {
        openChannel(channel);
        producer.print(channel, lines("line", 200));
        page.awaitTextEnding("line 199");
        page.press(Keys.HOME);
        page.awaitFollowing(false);
        page.until("the first line is drawn", () -> page.visible().startsWith("line 0\n"));

        producer.print(channel, "\u001b[3Jgone?\n");
        page.awaitTextEnding("gone?");

        assertThat(page.visible()).startsWith("line 0\n");
    }

    @Test
    void a_reset_takes_nothing_away_from_a_paused_view() {
        openChannel(channel);
        producer.print(channel, lines("line", 200));
        page.awaitTextEnding("line 199");
        page.press(Keys.HOME);
        page.awaitFollowing(false);

        producer.print(channel, "\u001bcanew\n");
        page.awaitTextEnding("anew");

        assertThat(page.visible()).startsWith("line 0\n");
        assertThat(page.text()).contains("line 199\n");
    }

    @Test
    void what_changes_the_whole_picture_waits_until_the_viewer_goes_on() {
        openChannel(channel);
        producer.print(channel, lines("line", 200));
        page.awaitTextEnding("line 199");
        Object columns = page.ask("terminal.cols");
        page.press(Keys.HOME);
        page.awaitFollowing(false);
        String seen = page.visible();

        producer.print(channel, "?title=top&cols=60&rows=10", BodyPublishers.ofString("\u001b[?1049h\u001b[Hpicture"));
        page.until(
                "it is told that there is more",
                () -> page.jumpButton().getText().startsWith("new output waits"));

        assertThat(page.visible()).isEqualTo(seen);
        assertThat(page.ask("terminal.cols")).isEqualTo(columns);
        page.jumpButton().click();
        page.awaitFollowing(true);
        page.until("all of it is there", () -> page.text().contains("── top: finished"));
    }

    @Test
    void a_pause_at_the_end_is_a_pause() {
        openChannel(channel);
        producer.print(channel, lines("line", 100));
        page.awaitTextEnding("line 99");
        page.button("Follow").click();
        page.awaitFollowing(false);
        page.until("it is drawn", () -> page.visible().contains("line 99"));
        String seen = page.visible();

        producer.print(channel, lines("more", 100));
        page.awaitTextEnding("more 99");

        assertThat(page.isFollowing()).isFalse();
        assertThat(page.visible()).startsWith(seen.stripTrailing());
        page.until("the wheel leads to the end", () -> {
            page.wheel(600);
            return page.isFollowing();
        });
    }

    @Test
    void a_table_that_is_drawn_again_and_again_is_no_new_line() {
        openChannel(channel);
        producer.print(channel, lines("line", 100) + "\n\n\n");
        page.awaitTextEnding("line 99");
        page.press(Keys.HOME);
        page.awaitFollowing(false);

        producer.print(channel, "\u001b[3Aone\ntwo\nthree\n".repeat(50) + "last");

        page.awaitTextEnding("one\ntwo\nthree\nlast");
        assertThat(page.jumpButton().getText()).startsWith("Paused");
        producer.print(channel, "\nnew\n");
        page.until("two lines are told", () -> page.jumpButton().getText().startsWith("2 new lines"));
    }

    @Test
    void tab_leaves_the_terminal() {
        openChannel(channel);
        producer.print(channel, "line\n");
        page.awaitText("line");

        page.press(Keys.TAB);

        assertThat(browser.switchTo().activeElement().getDomAttribute("class")).doesNotContain("xterm");
    }

    @Test
    void long_lines_go_on_beyond_the_edge_if_they_are_not_wrapped() {
        openChannel(channel);
        producer.print(channel, "x".repeat(350) + "\n");
        page.awaitText("x".repeat(350));
        assertThat((Boolean) page.ask("terminal.buffer.active.getLine(1).isWrapped"))
                .isTrue();

        page.type("w");
        page.awaitEmulator("terminal.cols", 400L);

        page.awaitEmulator("terminal.buffer.active.getLine(1).isWrapped", false);
        page.type("w");
        page.awaitEmulator("terminal.buffer.active.getLine(1).isWrapped", true);
    }

    private static String lines(String word, int count) {
        return IntStream.range(0, count).mapToObj(i -> word + " " + i + "\n").collect(Collectors.joining());
    }
}
