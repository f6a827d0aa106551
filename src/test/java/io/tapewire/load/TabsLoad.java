package io.tapewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.it.Browser;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Ten tabs of one browser beside a single one: how long a line takes to each tab's terminal, and how many connections the server has. Only
 * one tab of a window is visible, and the others paint nothing. So the visible one of ten is compared with a single visible tab, and the
 * slowest of the hidden ones with a single hidden tab. Ten processes of the browser have more to do than one, so the same is measured with a
 * socket for each tab.
 */
class TabsLoad extends ServerLoad {
    private static final String COLUMNS = "a line to a browser's tabs, ms"
            + "|connections|visible: p50|p99|max|slowest hidden: p50|p99|max|printed late";

    private static final String CHANNEL = "load/tabs";
    private static final int ROUNDS = 3;
    private static final int TABS = 10;
    private static final int RATE = 20;
    private static final int LINES = 400;
    /** The first lines do not count, because the page's code is compiled meanwhile. */
    private static final int WARM_UP_LINES = 100;
    /** Shorter than a row of the terminal. */
    private static final int LENGTH = 64;

    private static ChromeDriver browser;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void quitBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    /** In turn, so that a machine that becomes busier slows all of them. */
    @Test
    void ten_tabs_beside_one(Report report) throws IOException {
        for (int round = 1; round <= ROUNDS; round++) {
            measure("one, visible", 1, true, true, report);
            measure("ten, the last one visible", TABS, true, true, report);
            measure("the same, a socket each", TABS, true, false, report);
            measure("one, hidden", 1, false, true, report);
        }
    }

    private void measure(String name, int count, boolean isLastVisible, boolean isShared, Report report)
            throws IOException {
        try (Tabs tabs = new Tabs(browser, target, CHANNEL, count, isLastVisible, isShared)) {
            tabs.watch(LINES);
            double late;
            try (Program program = new Program(target, CHANNEL, LENGTH, 0, false)) {
                program.neverWait();
                late = new Pace(List.of(program), RATE, LINES).run();
                program.end();
            }
            List<Tabs.Delays> delays = tabs.await();
            assertThat(delays).filteredOn(Tabs.Delays::hidden).hasSize(isLastVisible ? count - 1 : count);
            report.row(
                    COLUMNS,
                    name,
                    connections(),
                    slowest(delays, false, 50),
                    slowest(delays, false, 99),
                    slowest(delays, false, 100),
                    slowest(delays, true, 50),
                    slowest(delays, true, 99),
                    slowest(delays, true, 100),
                    late);
        }
        Awaitility.await().until(() -> connections() == 0);
        target.delete(CHANNEL);
    }

    /** By which the channel is watched. */
    private int connections() {
        try (JsonReader reader = Json.createReader(new StringReader(target.get("/channels")))) {
            return reader.readObject().getJsonArray("channels").getValuesAs(JsonObject.class).stream()
                    .filter(channel -> channel.getString("name").equals(CHANNEL))
                    .mapToInt(channel -> channel.getInt("viewers"))
                    .sum();
        }
    }

    /** The percentile of the tab in which it is the largest; not a number if there is no such tab. */
    private static double slowest(List<Tabs.Delays> delays, boolean hidden, int percent) {
        return delays.stream()
                .filter(each -> each.hidden() == hidden)
                .mapToDouble(each -> percentile(each.millis(), percent))
                .max()
                .orElse(Double.NaN);
    }

    private static double percentile(List<Double> millis, int percent) {
        List<Double> sorted = millis.stream().skip(WARM_UP_LINES).sorted().toList();
        return sorted.get((sorted.size() - 1) * percent / 100);
    }
}
