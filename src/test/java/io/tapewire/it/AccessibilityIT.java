package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page by axe-core's rules: WCAG 2.2 AA and the usual good practice, in both themes and at three widths. */
class AccessibilityIT extends BrowserTest {
    private static final Path AXE = Path.of("src/main/frontend/node_modules/axe-core/axe.min.js");

    @BeforeEach
    void publishSomethingOfEachKind() {
        producer.print(channel, "\u001b[31mred\u001b[0m \u001b[92mgreen\u001b[0m\n");
        say("run_started", "{\"run\":\"a\",\"title\":\"build\"}");
        say("task_status", "{\"taskId\":\"t\",\"status\":\"running\",\"progress\":40}");
        say("activity_log", "{\"level\":\"warn\",\"message\":\"m\",\"metadata\":{\"a\":1}}");
        say("notification", "{\"title\":\"t\",\"message\":\"m\"}");
    }

    @AfterEach
    void giveTheWindowItsSizeBack() {
        look("", 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"light, 360", "light, 800", "light, 1400", "dark, 360", "dark, 800", "dark, 1400"})
    void nothing_is_found_anywhere_on_the_page(String theme, int width) {
        look(theme, width, 800);
        openChannel(channel);
        page.until("the run is drawn", () -> !page.texts(".tapewire-card").isEmpty());
        check("the page");

        open("tapewire-panel");
        for (String tab : List.of("Tasks", "Activity", "Notes")) {
            page.tab(tab);
            check(tab);
        }
        close("tapewire-panel");
        open("tapewire-channels");
        page.listed(channel);
        check("the channels");
        close("tapewire-channels");
        for (String key : List.of("?", ",", "p")) {
            page.type(key);
            check("the dialog of " + key);
            browser.findElement(By.cssSelector("dialog button")).sendKeys(Keys.ESCAPE);
        }
        page.press(Keys.CONTROL, "k");
        check("the palette");
        page.typeInto(".tapewire-palette input", Keys.ESCAPE.toString());
        page.type("/");
        page.typeInto(".tapewire-find input", "red" + Keys.chord(Keys.CONTROL, Keys.ENTER));
        page.until(
                "a hit is there", () -> !page.texts(".tapewire-find-results li").isEmpty());
        check("find");
    }

    private void say(String type, String data) {
        producer.say(channel, "application/json", "{\"type\":\"" + type + "\",\"data\":" + data + "}");
    }

    private void look(String theme, int width, int height) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
        if (width == 0) {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        } else {
            browser.executeCdpCommand(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        }
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

    private void check(String what) {
        try {
            browser.executeScript(Files.readString(AXE));
        } catch (IOException e) {
            throw new IllegalStateException("axe-core is not installed", e);
        }
        Object findings = browser.executeAsyncScript("""
                const done = arguments[0];
                const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
                axe.run(document, { runOnly }).then(({ violations }) => done(violations.map(({ id, nodes }) =>
                  `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('; ')}`)));""");
        assertThat((List<?>) findings).as(what).isEmpty();
    }
}
