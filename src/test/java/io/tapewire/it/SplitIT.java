package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

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

        browser.findElement(By.cssSelector("button[aria-label='Close this channel']"))
                .sendKeys(Keys.ENTER);
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

    private void openBeside(int number) {
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
