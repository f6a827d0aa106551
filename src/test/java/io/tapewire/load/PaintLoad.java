package io.tapewire.load;

import io.tapewire.it.Browser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * How long it takes from navigating to a channel of 10,000 lines until something is painted, and until the last line is; and the same for a
 * page that only writes the same bytes into the same xterm.js. Both come from this machine, and the browser has all their files already.
 */
class PaintLoad extends ServerLoad {
    private static final String COLUMNS =
            "navigation to a channel of 10,000 lines, medians|first paint ms|last line ms|slowest, ms";

    private static final String CHANNEL = "load/paint";
    private static final String LAST = "the last of 10,000 lines";
    private static final int ROUNDS = 9;

    /** Before a page's own scripts: waits for the picture that has the last line. */
    private static final String WATCH = """
            const look = () => {
              const rows = document.querySelector('.xterm-rows');
              if (!rows?.textContent.includes('%s')) return requestAnimationFrame(look);
              const painted = new MessageChannel();
              painted.port1.onmessage = () => (window.painted = performance.now());
              painted.port2.postMessage(0);
            };
            requestAnimationFrame(look);
            """.formatted(LAST);

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

    /** In turn, so that a machine that becomes busier slows both. */
    @Test
    void the_page_beside_one_that_does_nothing_but_write(Report report) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i < 10_000; i++) {
            lines.append("\u001b[32m[INFO]\u001b[0m line ")
                    .append(i)
                    .append(" of a build, as long as such lines are on average\n");
        }
        String output = lines.append(LAST).append('\n').toString();
        target.put("/channels/" + CHANNEL + "/output", output);
        browser.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
        String page = "http://localhost:" + target.port() + "/?channel=" + CHANNEL;
        List<Double[]> pages = new ArrayList<>();
        List<Double[]> bares = new ArrayList<>();
        navigate(page + "&token=" + target.token());
        try (BarePage bare = new BarePage(output, size("cols"), size("rows"))) {
            navigate(bare.address());
            for (int round = 1; round <= ROUNDS; round++) {
                pages.add(navigate(page));
                bares.add(navigate(bare.address()));
            }
        }
        report(report, "the page", pages);
        report(report, "a bare page", bares);
        report.row(
                COLUMNS, "ratio", median(pages, 0) / median(bares, 0), median(pages, 1) / median(bares, 1), Double.NaN);
        target.delete(CHANNEL);
    }

    private static void report(Report report, String name, List<Double[]> times) {
        double slowest = times.stream().mapToDouble(each -> each[1]).max().orElseThrow();
        report.row(COLUMNS, name, median(times, 0), median(times, 1), slowest);
    }

    private static long size(String name) {
        return (Long) browser.executeScript("return document.querySelector('tapewire-terminal').emulator." + name);
    }

    /** Gives the times of the first paint and of the one with the last line. */
    private static Double[] navigate(String address) {
        browser.get("about:blank");
        browser.get(address);
        Awaitility.await()
                .until(
                        () -> (Boolean)
                                browser.executeScript(
                                        "return window.painted !== undefined && performance.getEntriesByName('first-contentful-paint').length > 0"));
        return new Double[] {
            number("performance.getEntriesByName('first-contentful-paint')[0].startTime"), number("painted")
        };
    }

    private static double number(String expression) {
        return ((Number) browser.executeScript("return " + expression)).doubleValue();
    }

    private static double median(List<Double[]> times, int index) {
        return Median.of(times.stream().map(each -> each[index]).toList());
    }
}
