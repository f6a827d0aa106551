package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The time of each line, beside it. */
class TimesIT extends BrowserTest {
    private static final String LABELS = ".tapewire-terminal-times time";

    @AfterEach
    void forgetTheSettings() {
        browser.executeScript("localStorage.clear()");
    }

    @Test
    void each_line_has_the_time_of_its_record_whether_they_come_together_or_one_by_one() {
        for (int i = 0; i < 10; i++) {
            producer.print(channel, "line " + i + "\n");
        }
        openChannel(channel);
        page.awaitTextEnding("line 9");

        page.type("t");
        page.until("the times of all are right", () -> shown().equals(recorded()));

        producer.print(channel, "newer\n");
        page.until("the newer one has its own", () -> shown().equals(recorded()) && shown().size() == 11);
        assertThat(page.texts(LABELS)).allMatch(label -> label.matches("|\\d\\d:\\d\\d:\\d\\d"));
        assertThat(page.isPressed("Time")).isTrue();
    }

    @Test
    void the_time_may_count_from_the_beginning_of_the_run_and_is_hidden_again() {
        producer.print(channel, "before\n");
        producer.print(channel, "?title=make", BodyPublishers.ofString("one\ntwo\n"));
        openChannel(channel);
        page.until("the run is known", () -> !page.texts(".tapewire-card").isEmpty());

        page.type("t");
        page.type("t");
        page.until(
                "lines of the run count from its beginning",
                () -> labels("\\+\\d+s").size() == 4);
        assertThat(labels("\\d\\d:\\d\\d:\\d\\d")).hasSize(1);
        assertThat(page.texts(LABELS)).noneMatch(label -> label.contains("-"));

        page.type("t");
        assertThat(browser.findElement(By.cssSelector(".tapewire-terminal-times"))
                        .isDisplayed())
                .isFalse();
    }

    private List<String> labels(String pattern) {
        return page.texts(LABELS).stream()
                .filter(label -> label.matches(pattern))
                .toList();
    }

    /** What the gutter says of each line when one points at it. */
    @SuppressWarnings("unchecked")
    private Map<String, Instant> shown() {
        var rows = (List<List<String>>) browser.executeScript("""
                const { buffer } = document.querySelector('tapewire-terminal').emulator;
                return [...document.querySelectorAll('%s')].map((label, row) =>
                    [buffer.active.getLine(buffer.active.viewportY + row)?.translateToString(true) ?? '', label.title]);""".formatted(LABELS));
        Map<String, Instant> times = new TreeMap<>();
        rows.stream()
                .filter(row -> !row.get(1).isEmpty())
                .forEach(row -> times.put(row.get(0), Instant.parse(row.get(1))));
        return times;
    }

    private Map<String, Instant> recorded() {
        Map<String, Instant> times = new TreeMap<>();
        producer.get("channels/" + channel + "/records").body().lines().forEach(line -> {
            JsonObject record = Json.createReader(new StringReader(line)).readObject();
            times.put(
                    record.getJsonObject("data").getString("output").stripTrailing(),
                    Instant.parse(record.getString("timestamp")));
        });
        return times;
    }
}
