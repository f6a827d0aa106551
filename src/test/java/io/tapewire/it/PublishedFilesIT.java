package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Published files on the page. */
class PublishedFilesIT extends BrowserTest {
    private static final String SCRIPT = "<script>document.title = 'taken over'</script>";
    /** One red pixel. */
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC");

    @BeforeEach
    void open() {
        openChannel(channel);
        browser.findElements(By.cssSelector("[role=tab]")).stream()
                .filter(tab -> tab.getText().startsWith("Files"))
                .findFirst()
                .orElseThrow()
                .click();
    }

    private void publish(String name, byte[] bytes) {
        HttpResponse<String> answer = Producer.send(
                producer.request("channels/" + channel + "/files/" + name).PUT(BodyPublishers.ofByteArray(bytes)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        page.until("the file is listed", () -> card().getText().contains(name));
    }

    private WebElement card() {
        return browser.findElement(By.cssSelector("tapewire-files li"));
    }

    private void preview() {
        card().findElement(By.cssSelector("summary")).click();
    }

    @Test
    void a_file_is_listed_with_its_size_and_can_be_downloaded() throws Exception {
        publish("report.txt", "all green\n".getBytes(UTF_8));

        assertThat(card().getText()).contains("10 B");
        String address = card().findElement(By.cssSelector("a[download]")).getAttribute("href");
        String path = URI.create(address).getPath().substring(1);
        assertThat(producer.get(path).body()).isEqualTo("all green\n");
        assertThat(card().findElement(By.cssSelector("a")).getAttribute("download"))
                .isEqualTo("report.txt");
    }

    @Test
    void text_can_be_looked_at_and_a_page_is_shown_as_text() {
        publish("page.html", SCRIPT.getBytes(UTF_8));

        preview();

        page.until("its text is shown", () -> page.texts("tapewire-files pre").contains(SCRIPT));
        assertThat(browser.getTitle()).isNotEqualTo("taken over");
    }

    @Test
    void an_image_can_be_looked_at() {
        publish("pixel.png", PNG);

        preview();

        page.until(
                "it is drawn",
                () -> Long.valueOf(1)
                        .equals(browser.executeScript(
                                "return document.querySelector('tapewire-files img')?.naturalWidth")));
    }

    @Test
    void what_is_no_image_is_not_shown_as_one() {
        publish("fake.png", SCRIPT.getBytes(UTF_8));

        preview();

        page.until(
                "it is said",
                () -> page.texts("tapewire-files p").toString().contains("not an image that the browser can show"));
    }
}
