package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The page by the keyboard alone. */
class KeyboardIT extends BrowserTest {
    private static final int MOST_STOPS = 40;

    /** In which part of the page the focus is, and what has it. */
    private static final String FOCUS = """
            const { activeElement } = document;
            const parts = { skip: '.tapewire-skip', header: 'header', channels: 'nav', bar: '.tapewire-bar', terminal: 'tapewire-terminal', panel: 'aside' };
            const part = Object.keys(parts).find((name) => activeElement.closest(parts[name])) ?? '';
            return [part, activeElement.getAttribute('aria-label') ?? activeElement.textContent.trim()];""";

    @BeforeEach
    void open() {
        producer.print(channel, "?title=first", BodyPublishers.ofString("one\n"));
        producer.print(channel, "?title=second", BodyPublishers.ofString("two\n"));
        producer.print(channel + "/other", "another channel\n");
        openChannel(channel);
        page.until(
                "the runs are there",
                () -> page.texts("tapewire-runs .tapewire-card").size() == 2);
        page.listed(channel + "/other");
    }

    @Test
    void tab_goes_through_the_parts_of_the_page_in_their_order_and_out_of_each() {
        List<String> parts = new ArrayList<>();
        for (int stop = 0; stop < MOST_STOPS && !parts.contains("panel"); stop++) {
            page.pressInFocus(Keys.TAB);
            if (parts.isEmpty() || !parts.get(parts.size() - 1).equals(part())) {
                parts.add(part());
            }
        }

        assertThat(parts).containsExactly("skip", "header", "channels", "bar", "terminal", "panel");
    }

    @Test
    void the_first_stop_leads_to_the_terminal() {
        page.pressInFocus(Keys.TAB);
        assertThat(focused()).isEqualTo("Skip to the terminal");
        page.pressInFocus(Keys.ENTER);
        page.until("the terminal has the focus", () -> part().equals("terminal"));

        page.pressInFocus("f");
        page.awaitFollowing(false);
    }

    @Test
    void arrow_keys_go_through_the_bar_and_the_tabs() {
        tabTo("bar");
        assertThat(focused()).isEqualTo("Follow");
        page.pressInFocus(Keys.ARROW_RIGHT, Keys.ENTER);
        page.until("times are shown", () -> page.isPressed("Time"));
        page.pressInFocus(Keys.END);
        page.pressInFocus(Keys.HOME);
        assertThat(focused()).isEqualTo("Follow");

        tabTo("panel");
        page.pressInFocus(Keys.ARROW_RIGHT);
        assertThat(focused()).isEqualTo("Tasks");
        page.until(
                "tasks are shown", () -> page.number("Number(document.querySelector('tapewire-tasks').hidden)") == 0);
    }

    @Test
    void a_run_is_shown_and_its_output_exported() {
        tabTo("panel");
        page.pressInFocus(Keys.TAB);
        assertThat(focused()).contains("second");
        page.pressInFocus(Keys.ENTER);
        page.until("its first line is marked", () -> page.marked().contains("second"));

        page.button("Export").sendKeys(Keys.ENTER);
        page.pressInFocus(Keys.TAB);
        assertThat(focused()).isEqualTo("Everything, plain text");
        page.pressInFocus(Keys.ESCAPE);
        assertThat(focused()).isEqualTo("Export");
    }

    @Test
    void another_channel_is_opened_beside_and_closed_again() {
        page.type("s");
        page.pressInFocus(channel + "/other", Keys.ENTER);
        page.until("it has the focus", () -> page.address().contains("beside=") && part().equals("terminal"));
        new Actions(browser)
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.TAB)
                .keyUp(Keys.SHIFT)
                .perform();
        assertThat(focused()).isEqualTo("Close this channel");
        page.pressInFocus(Keys.ENTER);

        page.until("it is closed", () -> !page.address().contains("beside="));
        page.until("the first has the focus", () -> part().equals("terminal"));
    }

    private void tabTo(String part) {
        for (int stop = 0; stop < MOST_STOPS && !part().equals(part); stop++) {
            page.pressInFocus(Keys.TAB);
        }
        assertThat(part()).isEqualTo(part);
    }

    private String part() {
        return focus().get(0);
    }

    private String focused() {
        return focus().get(1);
    }

    @SuppressWarnings("unchecked")
    private List<String> focus() {
        return (List<String>) browser.executeScript(FOCUS);
    }
}
