package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The sections of a run, as jump marks in the list of runs; by the keyboard alone. */
class SectionsIT extends BrowserTest {
    private static final String SUMMARY = ".tapewire-card-more summary";

    @Test
    void sections_are_read_when_they_are_unfolded_and_lead_to_their_first_line() {
        producer.print(
                channel,
                "?title=pipeline",
                BodyPublishers.ofString("hello\n\n::group::Install\nnpm ci\n::endgroup::\n"
                        + "\u001b[0Ksection_start:1560896352:outer\r\u001b[0KCompile\n"
                        + "\u001b[0Ksection_start:1560896353:inner\r\u001b[0KTest\nall is well\n"
                        + "\u001b[0Ksection_end:1560896354:inner\r\u001b[0K\n"
                        + "filler\n".repeat(20_000)
                        + "\u001b]133;A\u0007$ \u001b]133;B\u0007make\n\u001b]133;C\u0007out\n\u001b]133;D;2\u0007"));
        openChannel(channel);
        page.until("the run is drawn", () -> !page.texts(SUMMARY).isEmpty());

        browser.findElement(By.cssSelector(SUMMARY)).sendKeys(Keys.ENTER);
        page.until(
                "the sections are drawn",
                () -> page.texts(".tapewire-section-title").size() == 4);
        assertThat(page.texts(".tapewire-section-title")).containsExactly("Install", "Compile", "Test", "make");
        assertThat(page.texts(".tapewire-section .tapewire-card-fact").get(3)).startsWith("exit 2");

        browser.findElements(By.cssSelector(".tapewire-section")).get(2).sendKeys(Keys.ENTER);
        page.until("its first line is marked", () -> page.marked().equals("Test"));
        assertThat(page.visible()).contains("::group::Install", "all is well");
        assertThat(page.address()).contains("at=");
    }

    @Test
    void of_a_run_that_goes_on_the_sections_grow_while_they_are_unfolded() {
        try (Program program = producer.start(channel, "?title=pipeline")) {
            program.print("--- Build\n");
            openChannel(channel);
            page.until("the run is drawn", () -> !page.texts(SUMMARY).isEmpty());
            browser.findElement(By.cssSelector(SUMMARY)).sendKeys(Keys.ENTER);
            page.until(
                    "the first is drawn",
                    () -> page.texts(".tapewire-section-title").contains("Build"));

            browser.executeScript("document.querySelector('.tapewire-section').focus()");
            program.print("--- Deploy\n");
            page.until(
                    "both are drawn",
                    () -> page.texts(".tapewire-section-title").equals(List.of("Build", "Deploy")));
            assertThat(browser.switchTo().activeElement().getText()).startsWith("Build");
            long asked = requests();
            long then = page.number("Math.round(performance.now())");
            page.until("some seconds have passed", () -> page.number("Math.round(performance.now())") > then + 7_000);
            assertThat(requests()).as("requests while nothing is printed").isEqualTo(asked);
            program.print("--- Clean up");
        }
        page.until(
                "the last line counts when the run has ended",
                () -> page.texts(".tapewire-section-title").equals(List.of("Build", "Deploy", "Clean up")));
    }

    private long requests() {
        return page.number(
                "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/records?')).length");
    }

    @Test
    void a_run_without_marks_says_so() {
        producer.print(channel, "?title=plain", BodyPublishers.ofString("--- a/file\n+++ b/file\n"));
        openChannel(channel);
        page.until("the run is drawn", () -> !page.texts(SUMMARY).isEmpty());

        browser.findElement(By.cssSelector(SUMMARY)).sendKeys(Keys.ENTER);

        page.until("it says so", () -> page.texts(".tapewire-card-more p").contains("No sections"));
    }
}
