package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What the page says about its connection. */
class ShownConnectionIT extends CableTest {
    @Test
    void a_loss_is_told_with_the_attempts_and_what_it_has_cost() {
        cable.cut();
        page.until("the loss is told", () -> status().startsWith("Connection lost: attempt "));
        assertThat(browser.getTitle()).startsWith("disconnected ");
        producer.print(channel, "meanwhile\n");
        cable.mend();

        page.until("nothing is lost", () -> {
            // the button is hidden while an attempt is under way
            if (retry().isDisplayed()) {
                retry().click();
            }
            return status().equals("Live · Reconnected, nothing lost");
        });
        page.awaitText("before\nmeanwhile");
        assertThat(browser.getTitle()).doesNotContain("disconnected");
    }

    @Test
    void what_is_lost_is_counted() {
        cable.cut();
        page.until("the loss is told", () -> status().startsWith("Connection lost"));
        producer.delete(channel);
        producer.print(channel, "anew\n");
        cable.mend();

        page.until("it is told", () -> status().contains("Reconnected: the server has a new log"));
        page.awaitTextEnding("anew");
    }

    @Test
    void what_the_server_no_longer_has_is_counted_and_not_called_nothing() {
        cable.cut();
        page.until("the loss is told", () -> status().startsWith("Connection lost"));
        Retention.overflow(producer, channel);
        cable.mend();

        page.until("it is told", () -> {
            if (retry().isDisplayed()) {
                retry().click();
            }
            return status().matches("Live · Reconnected: [\\d,]+ records are missing");
        });
    }

    @Test
    void an_interruption_that_is_over_at_once_does_not_flash() {
        browser.executeScript("""
                window.said = [];
                const words = document.querySelector('.tapewire-header .tapewire-status-words');
                const say = () => said.push({ words: words.textContent, after: performance.now() - window.lost });
                new MutationObserver(say).observe(words, { childList: true, characterData: true, subtree: true });
                document.querySelector('tapewire-terminal').addEventListener('tapewire:state', ({ detail }) => {
                  if (detail.newState !== 'reconnecting') return;
                  window.lost ??= performance.now();
                  document.querySelector('tapewire-terminal').retryNow();
                });""");

        cable.cut();
        cable.mend();
        producer.print(channel, "after\n");
        page.awaitText("before\nafter");
        page.awaitState("open");

        // a slow machine may take longer to connect again than what is too short to be told
        long early = page.number(
                "said.filter(({ words, after }) => words.startsWith('Connection lost') && after < 400).length");
        assertThat(early).isZero();
    }

    private String status() {
        return browser.findElement(By.cssSelector(".tapewire-header .tapewire-status-words"))
                .getText();
    }

    private WebElement retry() {
        return browser.findElement(By.cssSelector(".tapewire-header tapewire-status [part=retry]"));
    }
}
