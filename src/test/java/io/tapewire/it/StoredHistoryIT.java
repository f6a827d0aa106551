package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.nodes.OfOneNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;

/** Reading output on the page that the server's memory has lost, and only its files have. */
@OfOneNode("is about the history on the disk of one server")
class StoredHistoryIT {
    private static final String CHANNEL = "nightly/build";
    /** Whose records were stored one by one. */
    private static final String SLOW_CHANNEL = "nightly/steps";

    private static final int STEPS = 200;
    /** Far more than fits into the memory for a channel. */
    private static final int LINES = 60_000;

    private static final int NEEDLE = 4_321;

    private static ChromeDriver browser;

    @TempDir
    private Path home;

    private OwnServer server;
    private Page page;

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

    @BeforeEach
    void printAndRestart() {
        server = new OwnServer(
                home,
                Map.of(
                        "TAPEWIRE_HISTORY_DIR",
                        home.resolve("history").toString(),
                        "TAPEWIRE_HISTORY_CHANNEL_MAX_BYTES",
                        "1073741824",
                        "TAPEWIRE_CHANNEL_MAX_BYTES",
                        "65536"));
        server.start();
        print();
        for (int i = 0; i < STEPS; i++) {
            server.producer().print(SLOW_CHANNEL, "step " + i + " is done\n");
        }
        server.stop();
        server.start();
        page = new Page(browser);
    }

    private void print() {
        server.producer()
                .print(
                        CHANNEL,
                        IntStream.range(0, LINES)
                                .mapToObj(i -> "line " + i + (i == NEEDLE ? " needle" : "") + "\n")
                                .collect(Collectors.joining()));
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(page.faults()).isEmpty();
    }

    @Test
    void the_start_a_linked_line_and_everything_between_are_there() {
        page.open(server.at("/?channel=" + CHANNEL + "&token=" + OwnServer.TOKEN));
        page.awaitState("open");
        page.awaitTextEnding("line " + (LINES - 1));

        page.press(Keys.HOME);
        page.until("it is the first line", () -> page.visible().startsWith("line 0\nline 1\n"));
        for (int i = 0; i < 20; i++) {
            int before = first();
            page.pressInFocus(Keys.PAGE_DOWN);
            page.until("it goes down", () -> first() > before);
            assertThat(first()).isLessThan(before + 100);
        }

        String hit = server.producer()
                .get("channels/" + CHANNEL + "/search?q=needle")
                .body();
        String offset = hit.replaceFirst("(?s).*?\"offset\":(\\d+).*", "$1");
        String line = hit.replaceFirst("(?s).*?\"line\":(\\d+).*", "$1");
        page.open(server.at("/?channel=" + CHANNEL + "&at=" + offset + "." + line));
        page.until("it is marked", () -> page.marked().equals("line " + NEEDLE + " needle"));
        assertThat(page.visible()).contains("line " + (NEEDLE - 1), "line " + (NEEDLE + 1));

        page.press(Keys.END);
        page.awaitFollowing(true);
        page.until("the newest is drawn", () -> page.visible().contains("line " + (LINES - 1)));
    }

    @Test
    void each_line_that_was_printed_by_itself_is_found_once() {
        String hits = server.producer()
                .get("channels/" + SLOW_CHANNEL + "/search?q=done&limit=1000")
                .body();

        assertThat(hits.lines()
                        .filter(hit -> hit.contains("is done"))
                        .map(hit -> hit.replaceFirst(".*\"text\":\"([^\"]*)\".*", "$1")))
                .containsExactlyElementsOf(IntStream.iterate(STEPS - 1, i -> i >= 0, i -> i - 1)
                        .mapToObj(i -> "step " + i + " is done")
                        .toList());
    }

    @Test
    void files_are_listed_whose_records_are_not_in_memory() {
        publish("early.txt");
        print();
        page.open(server.at("/?channel=" + CHANNEL + "&token=" + OwnServer.TOKEN));
        page.awaitState("open");
        browser.findElements(By.cssSelector("[role=tab]")).stream()
                .filter(tab -> tab.getText().startsWith("Files"))
                .findFirst()
                .orElseThrow()
                .click();

        page.until("it is listed", () -> page.texts("tapewire-files li").size() == 1);
        assertThat(page.texts("tapewire-files li").get(0)).contains("early.txt");
        publish("late.txt");
        page.until("both are listed", () -> page.texts("tapewire-files li").size() == 2);
        assertThat(page.texts("tapewire-files li").get(0)).as("newest first").contains("late.txt");
    }

    private void publish(String name) {
        HttpResponse<String> answer = Producer.send(server.producer()
                .request("channels/" + CHANNEL + "/files/" + name)
                .PUT(BodyPublishers.ofString(name)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The number of the first line that is drawn. */
    private int first() {
        String line = page.visible().lines().findFirst().orElse("");
        return Integer.parseInt(line.replaceFirst("line (\\d+).*", "$1"));
    }
}
