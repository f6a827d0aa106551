package io.tapewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.it.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/** W8: a browser that is flooded, and somebody who clicks; and the same without the client between server and xterm.js. */
class BrowserLoad extends ServerLoad {
    private static final String COLUMNS =
            "W8: 200 MB into a browser|s|MB shown|MB/s|clicks|p50 ms from press to paint|p99 ms|max ms|over 100 ms|heap MB, most|at the end|MB discarded|last line right";

    private static final int LENGTH = 128;
    private static final int LINES = 200_000_000 / LENGTH;
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long CLICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final double FELT_MILLIS = 100;

    private static ChromeDriver browser;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
        browser.executeCdpCommand("Performance.enable", Map.of());
    }

    @AfterAll
    static void quitBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    /** As it is, and as a machine a quarter as fast would have it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void the_page(int slower, Report report) throws IOException {
        String channel = "load/W8/page/" + slower;
        measure("the page", slower, channel, Terminal.page(browser, target, channel), report);
    }

    @Test
    void the_page_while_find_is_open(Report report) throws IOException {
        String channel = "load/W8/find";
        Terminal terminal = Terminal.page(browser, target, channel);
        new Actions(browser)
                .keyDown(Keys.CONTROL)
                .sendKeys("f")
                .keyUp(Keys.CONTROL)
                .sendKeys("x")
                .perform();
        Awaitility.await()
                .until(() -> browser.findElement(By.cssSelector(".tapewire-find-count"))
                        .getText()
                        .startsWith("Not in view"));
        measure("the page, find open", 1, channel, terminal, report);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void unthrottled_writes_into_the_same_terminal(int slower, Report report) throws IOException {
        String channel = "load/W8/bare/" + slower;
        measure("unthrottled writes", slower, channel, Terminal.bare(browser, target, channel), report);
    }

    /** Or else the figures above would say nothing. */
    @Test
    void a_click_on_a_busy_page_is_seen_to_wait() {
        Terminal.page(browser, target, "load/nothing");
        Clicks clicks = new Clicks(browser);
        browser.executeScript("""
                addEventListener('mousedown', () => {
                  const end = performance.now() + 500;
                  while (performance.now() < end);
                });""");

        clicks.click();

        Awaitility.await().until(() -> !clicks.answers().isEmpty());
        assertThat(clicks.answers().get(0)).isGreaterThan(500);
    }

    private void measure(String name, int slower, String channel, Terminal terminal, Report report) throws IOException {
        browser.executeCdpCommand("Emulation.setCPUThrottlingRate", Map.of("rate", slower));
        Clicks clicks = new Clicks(browser);
        double mostHeap = 0;
        int shown = -1;
        long start = System.nanoTime();
        try (Program program = new Program(target, channel, LENGTH, 0, true)) {
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> flood(program));
            for (long due = start; shown < LINES - 1 && System.nanoTime() - start < BOUND_NANOS; due += CLICK_NANOS) {
                Pace.await(due);
                clicks.click();
                mostHeap = Math.max(mostHeap, terminal.heapMegabytes());
                shown = terminal.lastShown();
            }
            assertThat(flood).as("printing").isNotCompletedExceptionally();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Double> answers = clicks.answers();
        double megabytes = (shown + 1.0) * LENGTH / 1e6;
        int held = terminal.lastHeld();
        report.row(
                COLUMNS,
                slower == 1 ? name : name + ", processor a quarter as fast",
                seconds,
                megabytes,
                megabytes / seconds,
                clicks.given(),
                percentile(answers, 50),
                percentile(answers, 99),
                percentile(answers, 100),
                answers.stream().filter(each -> each > FELT_MILLIS).count(),
                mostHeap,
                terminal.heapMegabytes(),
                terminal.discarded() / 1e6,
                held == LINES - 1 ? "yes" : held < 0 ? "no" : "so far");
        target.delete(channel);
    }

    private static void flood(Program program) {
        try {
            program.flood(LINES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double percentile(List<Double> sorted, int percent) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((sorted.size() - 1) * percent / 100);
    }
}
