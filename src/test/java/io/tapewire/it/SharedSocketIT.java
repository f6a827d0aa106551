package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;

/** All tabs of a browser are one connection, whatever becomes of each of them. */
class SharedSocketIT extends BrowserTest {
    private static final int TABS = 10;

    /** Of a browser that is not there: it stays open while the others come and go. */
    private String spare;

    private final List<String> tabs = new ArrayList<>();

    @BeforeEach
    void keepOneTab() {
        browser.get("about:blank");
        spare = browser.getWindowHandle();
    }

    @AfterEach
    void closeTabs() {
        for (String tab : tabs) {
            if (browser.getWindowHandles().contains(tab)) {
                browser.switchTo().window(tab);
                browser.close();
            }
        }
        browser.switchTo().window(spare);
    }

    @Test
    void ten_tabs_are_one_connection_and_each_shows_everything() {
        producer.print(channel, "history\n");
        open(TABS);

        producer.print(channel, "live\n");

        for (String tab : tabs) {
            show(tab).awaitText("history\nlive");
        }
        assertThat(viewers()).isEqualTo(1);
    }

    @Test
    void closing_the_tab_that_came_first_takes_nothing_from_the_others() {
        open(3);

        close(tabs.get(0));
        producer.print(channel, "after\n");

        show(tabs.get(1)).awaitText("after");
        show(tabs.get(2)).awaitText("after");
        assertThat(viewers()).isEqualTo(1);
    }

    @Test
    void a_tab_that_crashes_takes_nothing_from_the_others() {
        open(3);

        crash(tabs.get(0));
        producer.print(channel, "after\n");

        show(tabs.get(1)).awaitText("after");
        show(tabs.get(2)).awaitText("after");
        assertThat(viewers()).isEqualTo(1);
    }

    @Test
    void a_tab_that_is_reloaded_shows_everything_again() {
        open(2);
        producer.print(channel, "before\n");
        show(tabs.get(1)).awaitText("before");

        show(tabs.get(0));
        browser.navigate().refresh();
        page.awaitText("before");
        producer.print(channel, "after\n");

        page.awaitText("before\nafter");
        show(tabs.get(1)).awaitText("before\nafter");
    }

    @Test
    void a_tab_that_is_duplicated_shows_everything() {
        open(1);
        producer.print(channel, "before\n");
        page.awaitText("before");

        browser.executeScript("window.open(location.href)");
        String copy = browser.getWindowHandles().stream()
                .filter(tab -> !tab.equals(spare) && !tabs.contains(tab))
                .findFirst()
                .orElseThrow();
        tabs.add(copy);

        show(copy).awaitText("before");
        assertThat(viewers()).isEqualTo(1);
    }

    @Test
    void the_connection_ends_with_the_last_tab() {
        open(2);

        close(tabs.get(0));
        close(tabs.get(1));

        browser.switchTo().window(spare);
        page.until("nobody watches", () -> viewers() == 0);
    }

    @Test
    void a_tab_that_shows_nothing_holds_up_no_other() {
        open(2);
        // a tab that hangs: it takes nothing that comes, and is given no more than a window of it
        show(tabs.get(0));
        browser.executeScript("""
                const { emulator } = document.querySelector('tapewire-terminal');
                emulator.write = () => {};""");
        show(tabs.get(1)).awaitState("open");

        producer.print(
                channel,
                "a line of which there are very many, more than any window has room for\n".repeat(60_000) + "end");

        page.awaitTextEnding("end");
        assertThat(page.text()).doesNotContain("not shown");
    }

    private void open(int count) {
        for (int i = 0; i < count; i++) {
            browser.switchTo().newWindow(WindowType.TAB);
            tabs.add(browser.getWindowHandle());
            openChannel(channel);
        }
    }

    private Page show(String tab) {
        browser.switchTo().window(tab);
        return page;
    }

    private void close(String tab) {
        show(tab);
        browser.close();
    }

    private void crash(String tab) {
        show(tab);
        try {
            browser.executeCdpCommand("Page.crash", Map.of());
        } catch (WebDriverException crashed) {
            assertThat(crashed).hasMessageContaining("crashed");
        }
    }

    private int viewers() {
        // a channel with neither output nor viewers is forgotten
        return Listing.find(producer, channel)
                .map(listed -> listed.getInt("viewers"))
                .orElse(0);
    }
}
