package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

/** The panel beside the terminal: runs, tasks, activity, notifications. */
class PanelsIT extends BrowserTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202e" + "x".repeat(10_000);

    @Test
    void runs_show_how_they_go_and_how_they_ended() {
        openChannel(channel);

        say("run_started", Json.createObjectBuilder().add("run", "a").add("title", "mvn verify"));
        awaitCards("tapewire-runs", "running");
        say(
                "run_ended",
                Json.createObjectBuilder()
                        .add("run", "a")
                        .add("outcome", "finished")
                        .add("exit", 2));

        awaitCards("tapewire-runs", "exit 2");
        assertThat(cards("tapewire-runs")).singleElement().asString().contains("mvn verify");
        assertThat(browser.getTitle()).startsWith("✗ ");
    }

    @Test
    void keys_lead_from_failure_to_failure() {
        openChannel(channel);
        for (int run = 1; run <= 3; run++) {
            say("run_started", Json.createObjectBuilder().add("run", "r" + run).add("title", "run " + run));
            producer.print(channel, "line\n".repeat(100));
            say(
                    "run_ended",
                    Json.createObjectBuilder()
                            .add("run", "r" + run)
                            .add("outcome", "finished")
                            .add("exit", run == 2 ? 0 : run));
        }
        awaitCards("tapewire-runs", "exit 3");

        page.type("E");
        page.until("the last failure is shown", () -> page.marked().contains("run 3: exit 3"));
        page.type("E");
        page.until("the first failure is shown", () -> page.marked().contains("run 1: exit 1"));
        page.type("e");
        page.until("the last failure is shown again", () -> page.marked().contains("run 3: exit 3"));
        page.type("e");
        page.until(
                "there is none", () -> toasts().stream().anyMatch(toast -> toast.contains("No later run has failed")));
    }

    @Test
    void a_run_can_be_folded() {
        openChannel(channel);
        producer.print(channel, "before\n");
        producer.print(channel, "?title=build", BodyPublishers.ofString("line\n".repeat(20)));
        producer.print(channel, "after\n");
        awaitCards("tapewire-runs", "build");
        page.awaitTextEnding("after");

        browser.findElement(By.cssSelector(".tapewire-card-toggle")).click();
        page.until("its lines are folded", () -> page.text().contains("── 20 lines folded ──"));
        assertThat(page.text()).startsWith("before\n").endsWith("after").doesNotContain("\nline\n");
        assertThat(browser.findElement(By.cssSelector(".tapewire-card-toggle")).getDomAttribute("aria-pressed"))
                .isEqualTo("true");

        browser.findElement(By.cssSelector(".tapewire-card-toggle")).click();
        page.until("they are shown again", () -> page.text().contains("line\n".repeat(20)));
    }

    @Test
    void one_run_can_be_exported() {
        openChannel(channel);
        producer.print(channel, "before\n");
        producer.print(channel, "?title=build", BodyPublishers.ofString("the run\n"));
        producer.print(channel, "after\n");
        awaitCards("tapewire-runs", "build");
        browser.findElement(By.cssSelector("tapewire-runs .tapewire-card-head")).click();
        page.awaitFollowing(false);
        page.until("the run is shown", () -> page.text().contains("the run"));

        page.button("Export").click();
        WebElement link = browser.findElements(By.cssSelector("#tapewire-export a")).stream()
                .filter(each -> each.getText().equals("build, plain text"))
                .findFirst()
                .orElseThrow();

        String address = link.getDomProperty("href");
        assertThat(producer.get(address.substring(address.indexOf("channels/"))).body())
                .isEqualTo("the run\n");
    }

    @Test
    void the_progress_of_a_program_is_in_the_title_of_the_tab() {
        openChannel(channel);

        producer.print(channel, "\u001b]9;4;1;42\u0007");
        page.until("it is told", () -> browser.getTitle().startsWith("42% "));

        producer.print(channel, "\u001b]9;4;0\u0007");
        page.until("it has ended", () -> !browser.getTitle().contains("42%"));
    }

    @Test
    void who_comes_late_sees_the_state_of_each_task_running_ones_first() {
        task("copy", "running");
        task("check", "running");
        task("check", "failed");

        openChannel(channel);

        page.tab("Tasks");
        page.until(
                "both are there",
                () -> cards("tapewire-tasks").size() == 2
                        && cards("tapewire-tasks").get(0).contains("copy")
                        && cards("tapewire-tasks").get(1).contains("failed"));
        task("copy", "completed");
        page.until(
                "none is running", () -> cards("tapewire-tasks").stream().noneMatch(card -> card.contains("running")));
    }

    @Test
    void at_most_three_notifications_are_shown_and_those_of_before_are_not() {
        notification("before", "high");
        openChannel(channel);
        page.tab("Notes");
        awaitCards("tapewire-notifications", "before");
        page.tab("Runs");

        notification("quiet", "low");
        notification("first", "normal");
        notification("urgent", "high");
        notification("second", "normal");
        notification("third", "normal");

        page.until("three are shown", () -> toasts().size() == 3);
        assertThat(toasts()).noneMatch(toast -> toast.contains("before") || toast.contains("quiet"));
        page.until("the urgent one stays", () -> toasts().stream().anyMatch(toast -> toast.contains("urgent")));
        assertThat(page.tabs()).contains("Notes 5");
        page.tab("Notes");
        page.until("all are kept", () -> cards("tapewire-notifications").size() == 6);
        assertThat(page.tabs()).contains("Notes");
    }

    @Test
    void a_long_pause_keeps_back_output_and_nothing_else() {
        openChannel(channel);
        producer.print(channel, "line\n".repeat(200));
        page.awaitTextEnding("line");
        page.press(Keys.HOME);
        page.awaitFollowing(false);

        // more than the terminal holds during a pause, and than is sent ahead
        for (int i = 0; i < 5; i++) {
            producer.print(
                    channel,
                    ("a longer line, so that it takes more than a window " + "x".repeat(50) + "\n").repeat(10_000));
        }
        page.until("it is told", () -> page.jumpButton().getText().startsWith("more than "));
        notification("urgent", "high");
        task("copy", "running");

        page.until("it is shown", () -> toasts().stream().anyMatch(toast -> toast.contains("urgent")));
        page.until("the task is counted", () -> page.tabs().contains("Tasks 1"));
        assertThat(page.isFollowing()).isFalse();
    }

    @Test
    void opening_a_place_takes_nothing_from_the_panel() {
        openChannel(channel);
        producer.print(channel, "?title=build", BodyPublishers.ofString("x\n"));
        notification("before the jump", "normal");
        awaitCards("tapewire-runs", "build");
        page.until("it is unread", () -> page.tabs().contains("Notes 1"));

        browser.findElement(By.cssSelector("tapewire-runs .tapewire-card button"))
                .click();
        page.awaitFollowing(false);

        assertThat(page.tabs()).contains("Notes 1");
        page.tab("Notes");
        awaitCards("tapewire-notifications", "before the jump");
    }

    @Test
    void another_tab_tells_no_old_news() {
        openChannel(channel);
        page.awaitState("open");
        String first = browser.getWindowHandle();
        notification("old news", "high");
        page.until("the first tab shows it", () -> toasts().size() == 1);

        browser.switchTo().newWindow(WindowType.TAB);
        openChannel(channel);
        page.tab("Notes");
        awaitCards("tapewire-notifications", "old news");

        assertThat(toasts()).isEmpty();
        browser.close();
        browser.switchTo().window(first);
    }

    @Test
    void activity_can_be_filtered_by_level_and_shows_its_metadata() {
        for (String level : List.of("debug", "info", "warn", "error")) {
            activity(level, "a message of " + level);
        }
        openChannel(channel);
        page.tab("Activity");
        page.until("all are there", () -> rows().size() == 4);
        assertThat(rows().get(0)).contains("a message of error");

        page.choose("tapewire-activity select", "Warnings and above");
        page.until("two are left", () -> rows().size() == 2);
        browser.findElement(By.cssSelector(".tapewire-activity-expand")).click();

        page.until(
                "the details are there",
                () -> browser.findElement(By.cssSelector(".tapewire-activity-details"))
                        .getText()
                        .contains("\"host\": \"web-1\""));
    }

    @Test
    void ten_thousand_entries_are_a_few_rows() {
        String entry = message(
                "activity_log", Json.createObjectBuilder().add("level", "info").add("message", "m"));
        producer.say(channel, "application/x-ndjson", (entry + "\n").repeat(3_000));
        openChannel(channel);
        page.tab("Activity");

        page.until(
                "all are counted",
                () -> browser.findElement(By.cssSelector("tapewire-activity .tapewire-panel-note"))
                        .getText()
                        .equals("3,000 entries"));
        page.until("some are drawn", () -> !rows().isEmpty());
        assertThat(rows()).hasSizeLessThan(100);
    }

    @Test
    void what_is_published_is_shown_as_text_and_no_longer_than_there_is_room() {
        openChannel(channel);

        notification(HOSTILE, "high");
        activity(HOSTILE, HOSTILE);
        say(
                "task_status",
                Json.createObjectBuilder()
                        .add("taskId", HOSTILE)
                        .add("status", HOSTILE)
                        .add("message", HOSTILE));
        // a title has at most 1,000 characters
        say("run_started", Json.createObjectBuilder().add("run", "a").add("title", HOSTILE.substring(0, 1_000)));

        awaitCards("tapewire-runs", "<img src=x");
        page.until("the toast is there", () -> toasts().size() == 1);
        checkTexts("Runs");
        page.tab("Tasks");
        page.until("the task is there", () -> !cards("tapewire-tasks").isEmpty());
        checkTexts("Tasks");
        page.tab("Activity");
        page.until("the entry is there", () -> !rows().isEmpty());
        browser.findElement(By.cssSelector(".tapewire-activity-expand")).click();
        page.until(
                "the details are there",
                () -> !page.texts(".tapewire-activity-details").isEmpty());
        checkTexts("Activity");
        page.tab("Notes");
        page.until(
                "the notification is there",
                () -> !cards("tapewire-notifications").isEmpty());
        checkTexts("Notes");
    }

    /** What a tab shows is text, is not turned round, and fits. */
    private void checkTexts(String tab) {
        assertThat(browser.findElements(By.cssSelector("tapewire-terminal ~ * img, aside img, .tapewire-toasts img")))
                .isEmpty();
        assertThat(page.number("Math.max(document.documentElement.scrollWidth - innerWidth, 0)"))
                .as(tab)
                .isZero();
        assertThat((String) browser.executeScript("return document.body.innerText"))
                .as(tab)
                .doesNotContain("\u202e")
                .contains("<img src=x");
    }

    private void task(String id, String status) {
        say("task_status", Json.createObjectBuilder().add("taskId", id).add("status", status));
    }

    private void notification(String title, String priority) {
        say(
                "notification",
                Json.createObjectBuilder()
                        .add("title", title)
                        .add("message", "m")
                        .add("priority", priority));
    }

    private void activity(String level, String text) {
        say(
                "activity_log",
                Json.createObjectBuilder()
                        .add("level", level)
                        .add("message", text)
                        .add("metadata", Json.createObjectBuilder().add("host", "web-1")));
    }

    private void say(String type, JsonObjectBuilder data) {
        producer.say(channel, "application/json", message(type, data));
    }

    private static String message(String type, JsonObjectBuilder data) {
        return Json.createObjectBuilder()
                .add("type", type)
                .add("data", data)
                .build()
                .toString();
    }

    private void awaitCards(String element, String words) {
        page.until(element + " says " + words, () -> cards(element).stream().anyMatch(card -> card.contains(words)));
    }

    private List<String> cards(String element) {
        return page.texts(element + " .tapewire-card");
    }

    private List<String> rows() {
        return page.texts(".tapewire-activity-row");
    }

    private List<String> toasts() {
        return page.texts(".tapewire-toast");
    }
}
