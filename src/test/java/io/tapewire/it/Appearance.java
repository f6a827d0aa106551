package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;

/** How a page is shown: the system's theme and the window's size, and what axe-core's rules (WCAG 2.2 AA and good practice) say. */
final class Appearance {
    private static final Path AXE = Path.of("src/main/frontend/node_modules/axe-core/axe.min.js");

    private final ChromeDriver browser;

    Appearance(ChromeDriver browser) {
        this.browser = browser;
    }

    /** @param theme {@code light} or {@code dark} */
    void set(String theme, int width, int height) {
        prefer(theme);
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void reset() {
        prefer("");
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    private void prefer(String theme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    /** Fails if axe-core finds anything in the page. */
    void check(String what) {
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
