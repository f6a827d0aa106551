package io.tapewire.load;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** Tabs of one browser, each with Tapewire's page, and beside them one with nothing, which waits. One thread. */
final class Tabs implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Notes how long each line takes to the terminal's buffer, and stores that after the last line, where the other tab can read it. */
    private static final String WATCH = """
            const [name, originMillis, lines] = arguments;
            const { emulator } = document.querySelector('tapewire-terminal');
            const number = digits => [...digits].reduce((before, digit) => before * 16 + digit.charCodeAt(0) - 48, 0);
            const delays = [];
            emulator.onLineFeed(() => {
              const now = performance.timeOrigin + performance.now();
              const { active } = emulator.buffer;
              const line = active.getLine(active.baseY + active.cursorY - 1).translateToString();
              if (number(line.slice(9, 15)) !== delays.length) throw new Error(`not line ${delays.length}: ${line}`);
              delays.push(now - originMillis - number(line.slice(1, 9)) / 1000);
              if (delays.length === lines) localStorage.setItem(`delays/${name}`, JSON.stringify({ hidden: document.hidden, delays }));
            });""";

    private static final String STORED = """
            const names = Object.keys(localStorage).filter(name => name.startsWith('delays/'));
            return names.map(name => JSON.parse(localStorage.getItem(name)));""";

    private final ChromeDriver browser;
    private final String spare;
    private final String visible;
    private final List<String> tabs = new ArrayList<>();

    /** What one tab has noted, in ms, for each line. */
    record Delays(boolean hidden, List<Double> millis) {}

    /**
     * Opens them one after another.
     *
     * @param isLastVisible otherwise the one with nothing is visible
     * @param isShared otherwise each has a socket of its own
     */
    Tabs(ChromeDriver browser, Target target, String channel, int count, boolean isLastVisible, boolean isShared) {
        this.browser = browser;
        // of the server's own origin, so that it can read what the others have stored
        browser.get("http://localhost:" + target.port() + "/tapewire/icon.svg");
        browser.executeScript("localStorage.clear()");
        spare = browser.getWindowHandle();
        for (int i = 0; i < count; i++) {
            browser.switchTo().newWindow(WindowType.TAB);
            tabs.add(browser.getWindowHandle());
            Terminal page = Terminal.page(browser, target, channel);
            if (!isShared) {
                page.useOwnSocket();
            }
        }
        visible = isLastVisible ? tabs.get(count - 1) : spare;
    }

    /** Has each of them note the delay of so many lines. */
    void watch(int lines) {
        for (String tab : tabs) {
            browser.switchTo().window(tab);
            browser.executeScript(WATCH, tab, originMillis(), lines);
        }
        // the driver shows the tab to which it switches
        browser.switchTo().window(visible);
    }

    /** What each of them has noted, when all have shown all lines. */
    List<Delays> await() {
        List<?> stored = Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> (List<?>) browser.executeScript(STORED), noted -> noted.size() == tabs.size());
        return stored.stream().map(each -> (Map<?, ?>) each).map(Tabs::delays).toList();
    }

    private static Delays delays(Map<?, ?> noted) {
        List<Double> millis = ((List<?>) noted.get("delays"))
                .stream().map(each -> ((Number) each).doubleValue()).toList();
        return new Delays((boolean) noted.get("hidden"), millis);
    }

    /** When the clock of {@link Line#micros} began, in milliseconds since 1970. */
    private static double originMillis() {
        return (ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - Line.micros()) / 1000.0;
    }

    @Override
    public void close() {
        for (String tab : tabs) {
            browser.switchTo().window(tab).close();
        }
        browser.switchTo().window(spare);
    }
}
