package io.tapewire.it;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page by axe-core's rules: WCAG 2.2 AA and the usual good practice, in both themes and at three widths. */
class AccessibilityIT extends BrowserTest {
    private final Appearance appearance = new Appearance(browser);

    @BeforeEach
    void publishSomethingOfEachKind() {
        producer.print(channel, "\u001b[31mred\u001b[0m \u001b[92mgreen\u001b[0m\n");
        say("run_started", "{\"run\":\"a\",\"title\":\"build\"}");
        producer.print(channel, "::group::install\n");
        say("task_status", "{\"taskId\":\"t\",\"status\":\"running\",\"progress\":40}");
        say("activity_log", "{\"level\":\"warn\",\"message\":\"m\",\"metadata\":{\"a\":1}}");
        say("notification", "{\"title\":\"t\",\"message\":\"m\"}");
    }

    @AfterEach
    void giveTheWindowItsSizeBack() {
        appearance.reset();
        browser.executeScript("localStorage.clear()");
    }

    @ParameterizedTest
    @CsvSource({"light, 360", "light, 800", "light, 1400", "dark, 360", "dark, 800", "dark, 1400"})
    void nothing_is_found_anywhere_on_the_page(String theme, int width) {
        appearance.set(theme, width, 800);
        openChannel(channel);
        page.until("the run is drawn", () -> !page.texts(".tapewire-card").isEmpty());
        appearance.check("the page");

        open("tapewire-panel");
        browser.executeScript("document.querySelector('.tapewire-card-more summary').click()");
        page.until("a section is there", () -> !page.texts(".tapewire-section").isEmpty());
        appearance.check("the sections");
        for (String tab : List.of("Tasks", "Activity", "Notes", "Files")) {
            page.tab(tab);
            appearance.check(tab);
        }
        close("tapewire-panel");
        open("tapewire-channels");
        page.listed(channel);
        appearance.check("the channels");
        close("tapewire-channels");
        page.type("t");
        page.until(
                "times are there",
                () -> page.texts(".tapewire-terminal-times time").stream().anyMatch(time -> !time.isEmpty()));
        appearance.check("the times");
        for (String key : List.of("?", ",", "p")) {
            page.type(key);
            appearance.check("the dialog of " + key);
            page.typeInto("dialog button", Keys.ESCAPE.toString());
        }
        page.press(Keys.CONTROL, "k");
        appearance.check("the palette");
        page.typeInto(".tapewire-palette input", Keys.ESCAPE.toString());
        page.type("/");
        page.typeInto(".tapewire-find input", "red" + Keys.chord(Keys.CONTROL, Keys.ENTER));
        page.until(
                "a hit is there", () -> !page.texts(".tapewire-find-results li").isEmpty());
        appearance.check("find");
        page.pressInFocus(Keys.ESCAPE);
        page.type("&");
        page.typeInto(".tapewire-filter input", "red");
        page.until(
                "a line is there", () -> !page.texts(".tapewire-filtered-row").isEmpty());
        appearance.check("the filter");
        page.open(at("/?channel=" + channel + "&beside=server"));
        page.until(
                "two channels are shown",
                () -> page.texts("tapewire-terminal[data-offset]").size() == 2);
        appearance.check("channels side by side");
    }

    private void say(String type, String data) {
        producer.say(channel, "application/json", "{\"type\":\"" + type + "\",\"data\":" + data + "}");
    }

    /** Opens a part that has no place of its own in a narrow window. */
    private void open(String part) {
        browser.executeScript(
                "const button = document.querySelector(`[aria-controls=${arguments[0]}]`); if (button.offsetParent) button.click()",
                part);
    }

    private void close(String part) {
        browser.executeScript(
                "const part = document.getElementById(arguments[0]); if (part.popover) part.hidePopover()", part);
    }
}
