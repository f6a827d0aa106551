package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Several channels side by side. */
class SplitIT extends BrowserTest {
    private static final String SIDES = "[...document.querySelectorAll('tapewire-terminal')]";

    @BeforeEach
    void printToFive() {
        for (int i = 1; i <= 5; i++) {
            producer.print(channel + i, "output of " + i + "\n");
        }
        openChannel(channel + 1);
        page.awaitTextEnding("output of 1");
    }

    @Test
    void a_key_opens_a_channel_beside_the_others_and_the_address_carries_it() {
        openBeside(2);
        awaitShown("output of 1", "output of 2");
        producer.print(channel + 2, "more of 2\n");
        awaitShown("output of 1", "more of 2");

        browser.navigate().refresh();
        awaitShown("output of 1", "more of 2");

        close(1);
        awaitShown("output of 1");
        assertThat(page.address()).doesNotContain("beside=");
        page.goBack();
        awaitShown("output of 1", "more of 2");
    }

    @Test
    void dividers_are_moved_by_keys_and_the_address_carries_the_widths() {
        openBeside(2);
        awaitShown("output of 1", "output of 2");
        long before = width(0);

        browser.findElement(By.cssSelector("[role=separator]"))
                .sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        page.until("the address has the widths", () -> page.address().contains("widths=44-56"));
        long after = width(0);
        assertThat(after).isLessThan(before);

        browser.navigate().refresh();
        awaitShown("output of 1", "output of 2");
        assertThat(width(0)).isEqualTo(after);
        browser.findElement(By.cssSelector("[role=separator]")).sendKeys(Keys.HOME);
        assertThat(browser.findElement(By.cssSelector("[role=separator]")).getDomAttribute("aria-valuenow"))
                .isEqualTo("10");
    }

    @Test
    void a_channel_is_dropped_from_the_list_and_there_are_four_at_most() {
        for (int i = 2; i <= 5; i++) {
            page.listed(channel + i);
            browser.executeScript("""
                    const link = document.querySelector(`tapewire-channels li[data-channel="${arguments[0]}"] a`);
                    const dataTransfer = new DataTransfer();
                    dataTransfer.setData('text/uri-list', link.href);
                    for (const type of ['dragover', 'drop'])
                      document.querySelector('.tapewire-split').dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));""", channel + i);
        }

        awaitShown("output of 1", "output of 2", "output of 3", "output of 4");
        page.until(
                "the fifth is refused",
                () -> page.texts(".tapewire-toast").stream()
                        .anyMatch(toast -> toast.contains("4 channels are shown already")));
    }

    @Test
    void the_first_can_be_closed_too_and_the_next_takes_its_place() {
        openBeside(2);
        awaitShown("output of 1", "output of 2");

        close(0);

        awaitShown("output of 2");
        assertThat(page.address())
                .contains("channel=" + (channel + 2).replace("/", "%2F"))
                .doesNotContain("beside=");
    }

    @Test
    void heading_keys_find_filter_and_panel_go_with_the_focus() {
        producer.print(channel + 2, "?title=second", BodyPublishers.ofString("a needle in 2\n"));
        openBeside(2);
        page.until("the opened one is current", () -> current().equals(channel + 2));
        page.until(
                "the panel is about it",
                () -> page.texts("tapewire-runs .tapewire-card-title").equals(List.of("second")));
        assertThat(page.texts("h1").get(0).replace(" ", "")).isEqualTo(channel + 2);

        page.pressInFocus("/");
        page.typeInto(".tapewire-find input", "needle");
        page.until("it is found there", () -> page.texts(".tapewire-find-count").contains("1 of 1 hit"));
        assertThat(sideIsFollowing(0)).isTrue();
        page.pressInFocus(Keys.ESCAPE);
        page.pressInFocus("&");
        page.typeInto(".tapewire-filter input", "needle");
        page.until(
                "its lines are filtered",
                () -> page.texts(".tapewire-filtered-text").equals(List.of("a needle in 2")));
        assertThat(page.number(SIDES + ".findIndex(each => each.querySelector('.tapewire-filtered'))"))
                .isEqualTo(1);
        page.pressInFocus(Keys.ESCAPE);
        page.pressInFocus("f");
        page.until("it follows again", () -> sideIsFollowing(1));

        page.pressInFocus("o");
        page.until("the first is current", () -> current().equals(channel + 1));
        page.until(
                "the panel is about the first",
                () -> page.texts("tapewire-runs .tapewire-card-title").isEmpty());
        page.pressInFocus("f");
        page.until("the first is paused, and only that", () -> !sideIsFollowing(0) && sideIsFollowing(1));
        assertThat(page.isPressed("Follow")).isFalse();
    }

    @Test
    void a_chosen_channel_takes_the_place_of_the_current_one_and_a_run_is_shown_in_its_own_terminal() {
        producer.print(channel + 3, "?title=third", BodyPublishers.ofString("the run of 3\n"));
        producer.print(channel + 3, "last of 3\n");
        openBeside(2);
        page.until("the opened one is current", () -> current().equals(channel + 2));

        page.listed(channel + 3).click();
        awaitShown("output of 1", "last of 3");
        assertThat(page.address()).contains("beside=").contains(channel.replace("/", "%2F") + 3);

        page.until(
                "its run is listed",
                () -> !page.texts("tapewire-runs .tapewire-card-head").isEmpty());
        browser.findElement(By.cssSelector("tapewire-runs .tapewire-card-head")).click();
        page.until("the run's first line is marked", () -> page.marked().contains("third"));
        assertThat(sideIsFollowing(0)).isTrue();
        assertThat(page.address()).contains("at=").contains("in=2");

        browser.navigate().refresh();
        page.until("it is marked again", () -> page.marked().contains("third"));
        assertThat(sideIsFollowing(0)).isTrue();
        page.goBack();
        page.until("the second follows again", () -> sideIsFollowing(1));
    }

    private String current() {
        return String.join(" ", page.texts("tapewire-terminal[aria-current] .tapewire-terminal-channel"));
    }

    private boolean sideIsFollowing(int index) {
        return (Boolean) browser.executeScript("return " + SIDES + "[" + index + "].following");
    }

    private void close(int index) {
        browser.findElements(By.cssSelector("button[aria-label='Close this channel']"))
                .get(index)
                .sendKeys(Keys.ENTER);
    }

    private void openBeside(int number) {
        page.listed(channel + number);
        page.type("s");
        page.typeInto(".tapewire-palette input", channel + number + Keys.ENTER);
    }

    private void awaitShown(String... endings) {
        page.until("these are shown: " + List.of(endings), () -> {
            @SuppressWarnings("unchecked")
            var texts = (List<String>) browser.executeScript("return " + SIDES + ".map(each => each.text())");
            if (texts.size() != endings.length) {
                return false;
            }
            for (int i = 0; i < endings.length; i++) {
                if (!texts.get(i).endsWith(endings[i])) {
                    return false;
                }
            }
            return true;
        });
    }

    private long width(int index) {
        return page.number("Math.round(" + SIDES + "[" + index + "].getBoundingClientRect().width)");
    }
}
