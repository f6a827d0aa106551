package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.NoAlertPresentException;

/**
 * What somebody prints or publishes to attack those who watch, in a real browser. Nothing of it makes a request, opens a
 * dialog, runs a script, or is reported by the Content-Security-Policy ({@link BrowserTest} looks for that).
 */
class HostileOutputIT extends BrowserTest {
    private static final String MARKUP =
            "<script>window.hit=1</script><img src=http://evil.example/x onerror=window.hit=1>"
                    + "<svg onload=window.hit=1></svg>\"'><iframe src=javascript:window.hit=1></iframe>";
    private static final String TURNED_ROUND = "\u202e\u2066\u200f\u061c";

    static Stream<String> output() {
        return Stream.of(
                MARKUP,
                "\u001b]0;" + MARKUP + "\u0007\u001b]2;" + MARKUP + "\u001b\\",
                "\u001b]8;;javascript:window.hit=1\u0007click\u001b]8;;\u0007",
                "\u001b]8;;data:text/html," + MARKUP + "\u0007click\u001b]8;;\u0007",
                "\u001b]8;;http://evil.example/" + "x".repeat(3_000) + "\u0007click\u001b]8;;\u0007",
                "\u001b]52;c;aGFja2Vk\u0007\u001b]52;c;?\u0007",
                "\u001b]1337;File=inline=1:aGFja2Vk\u0007\u001b]1337;ClearScrollback\u0007",
                "\u001b]9;" + MARKUP + "\u0007\u001b]777;notify;" + MARKUP + "\u0007\u001b]99;;" + MARKUP + "\u001b\\",
                "\u001b]4;1;url(http://evil.example/x)\u0007\u001b]11;url(http://evil.example/x)\u0007",
                "\u001bPq#0;2;0;0;0#0~~@@vv\u001b\\\u001bP$q\"p\u001b\\\u001b_" + MARKUP + "\u001b\\\u001b^" + MARKUP
                        + "\u001b\\",
                "\u001b[6n\u001b[c\u001b[>c\u001b[21t\u001b[18t\u001b[5n\u001bZ\u001b]10;?\u0007",
                "\u001b[8;9999;9999t\u001b[1;2r\u001b[?47h\u001b[?1000h\u001b[?1003h\u001b[?2004h\u001b[?25l",
                "\u009b31m\u009d0;x\u009c" + TURNED_ROUND + MARKUP,
                TURNED_ROUND + "x".repeat(10_000),
                "\u001b[99999999999999999999999999999b\u001b[" + "1;".repeat(2_000) + "m",
                "\u001b]0;" + "x".repeat(10_000),
                "e" + "\u0301".repeat(10_000));
    }

    @AfterEach
    void findNothingDone() {
        assertThatThrownBy(() -> browser.switchTo().alert()).isInstanceOf(NoAlertPresentException.class);
        assertThat((Boolean) browser.executeScript("return window.hit === undefined"))
                .isTrue();
        assertThat(browser.getWindowHandles()).hasSize(1);
        assertThat(requests())
                .allMatch(address -> address.startsWith(at("/").toString()) || address.startsWith("data:"));
        assertThat(browser.findElements(By.cssSelector("img, iframe, object, embed, svg[onload], script:not([src])")))
                .isEmpty();
        assertThat(browser.getTitle()).doesNotContain("<script>", "\u001b", "\u202e");
    }

    @ParameterizedTest
    @MethodSource("output")
    void hostile_output_only_prints(String hostile) {
        openChannel(channel);
        producer.print(channel, hostile);
        producer.print(channel, "\u001bc\u001b[?1049l\r\nstill here\r\n");

        page.until("the terminal goes on", () -> page.text().contains("still here"));
    }

    @Test
    void hostile_names_and_texts_are_only_shown() {
        openChannel(channel);
        for (String hostile : List.of(MARKUP, TURNED_ROUND + MARKUP, "\u001b]0;x\u0007" + MARKUP, "x".repeat(10_000))) {
            say("task_status", "taskId", hostile, "status", hostile, "title", hostile);
            say("notification", "title", hostile, "message", hostile, "priority", "high");
            say("activity_log", "level", hostile, "message", hostile);
            String title = hostile.length() > 1_000 ? hostile.substring(0, 1_000) : hostile;
            say("run_started", "run", "r" + Integer.toHexString(hostile.hashCode()), "title", title);
        }
        for (String tab : List.of("Runs", "Tasks", "Activity", "Notes")) {
            page.tab(tab);
            page.until(tab + " shows it", () -> shown().contains("<script>window.hit=1</script>"));
            assertThat(shown()).doesNotContain("\u202e", "\u2066", "\u001b");
        }
    }

    @Test
    void a_channels_name_in_the_address_is_only_a_name() {
        page.open(at("/?channel=%3Cimg+src=x+onerror=window.hit=1%3E&token=" + TOKEN));
        page.until(
                "the page is there",
                () -> !browser.findElements(By.cssSelector("tapewire-terminal")).isEmpty());
        page.open(at("/?channel=javascript:window.hit=1"));
        page.until(
                "the page is there",
                () -> !browser.findElements(By.cssSelector("tapewire-terminal")).isEmpty());
        page.open(at("/?channel=build&at=%3Csvg/onload=window.hit=1%3E"));
        page.until(
                "the page is there",
                () -> !browser.findElements(By.cssSelector("tapewire-terminal")).isEmpty());
    }

    private String shown() {
        return (String) browser.executeScript("return document.body.innerText");
    }

    @SuppressWarnings("unchecked")
    private List<String> requests() {
        return (List<String>)
                browser.executeScript("return performance.getEntriesByType('resource').map((each) => each.name)");
    }

    private void say(String type, String... fields) {
        JsonObjectBuilder data = Json.createObjectBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            data.add(fields[i], fields[i + 1]);
        }
        producer.say(
                channel,
                "application/json",
                Json.createObjectBuilder()
                        .add("type", type)
                        .add("data", data)
                        .build()
                        .toString());
    }
}
