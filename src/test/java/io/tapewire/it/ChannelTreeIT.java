package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Choosing a channel: from the tree, by keys alone, and from the palette. */
class ChannelTreeIT extends BrowserTest {
    @Test
    void folders_can_be_folded_and_stay_so() {
        producer.print(channel, "x\n");
        openChannel(channel);
        String folder = getClass().getSimpleName() + "/";
        page.listed(channel);

        folder(folder).click();
        page.until(
                "the folder is folded",
                () -> browser.findElements(By.cssSelector("li[data-channel='" + channel + "']"))
                        .isEmpty());

        browser.navigate().refresh();
        page.until("it is still folded", () -> "false".equals(folder(folder).getDomAttribute("aria-expanded")));
        folder(folder).click();
        page.listed(channel);
    }

    @Test
    void one_tab_stop_and_arrow_keys_reach_every_channel() {
        String other = channel + "-other";
        producer.print(other, "the other one\n");
        producer.print(channel, "this one\n");
        openChannel(channel);
        page.listed(other);
        WebElement filter = browser.findElement(By.cssSelector("tapewire-channels input"));

        filter.sendKeys(other, Keys.ARROW_DOWN);
        WebElement tree = browser.switchTo().activeElement();
        assertThat(tree.getDomAttribute("role")).isEqualTo("tree");
        tree.sendKeys(Keys.END, Keys.ENTER);

        page.awaitText("the other one");
        assertThat(browser.findElements(By.cssSelector("tapewire-channels [role=tree] [tabindex='0']")))
                .isEmpty();
    }

    @Test
    void the_state_of_the_latest_run_is_shown() {
        producer.say(
                channel, "application/json", "{\"type\":\"run_started\",\"data\":{\"run\":\"r\",\"title\":\"build\"}}");
        producer.say(
                channel,
                "application/json",
                "{\"type\":\"run_ended\",\"data\":{\"run\":\"r\",\"outcome\":\"finished\",\"exit\":0}}");
        openChannel(channel);

        page.listed(channel);
        page.until(
                "it has ended well",
                () -> browser.findElement(By.cssSelector("li[data-channel='" + channel + "'] .tapewire-dot"))
                        .getDomAttribute("data-kind")
                        .equals("ok"));
    }

    @Test
    void the_palette_finds_a_channel_by_a_few_letters() {
        String other = channel + "-needle";
        producer.print(other, "the other one\n");
        openChannel(channel);
        page.listed(other);

        page.press(Keys.CONTROL, "k");
        page.typeInto(".tapewire-palette input", "treeneedle");
        page.until(
                "it is found",
                () -> page.texts(".tapewire-palette li").stream().anyMatch(choice -> choice.startsWith(other)));
        page.typeInto(".tapewire-palette input", Keys.ENTER.toString());

        page.awaitText("the other one");
        assertThat(browser.findElements(By.cssSelector("dialog"))).isEmpty();
    }

    @Test
    void more_channels_than_fit_scroll_in_their_list_and_not_the_page() {
        for (int i = 0; i < 40; i++) {
            producer.print(channel + "-" + i, "x\n");
        }
        openChannel(channel + "-39");
        page.listed(channel + "-39");

        assertThat((Boolean) page.ask("document.querySelector('.tapewire-channels-list').scrollHeight > innerHeight"))
                .as("there are more than fit")
                .isTrue();
        assertThat((Boolean) page.ask("document.documentElement.scrollHeight > innerHeight"))
                .as("the page scrolls")
                .isFalse();
    }

    @Test
    void the_skip_link_leads_to_the_terminal() {
        openChannel(channel);

        browser.findElement(By.tagName("body")).sendKeys(Keys.TAB);
        browser.switchTo().activeElement().sendKeys(Keys.ENTER);

        page.until(
                "the terminal has the focus",
                () -> browser.switchTo().activeElement().getTagName().equals("tapewire-terminal"));
    }

    private WebElement folder(String path) {
        By row = By.cssSelector("li[data-folder='" + path + "']");
        page.until(path + " is a folder", () -> !browser.findElements(row).isEmpty());
        return browser.findElement(row);
    }
}
