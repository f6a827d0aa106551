package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** What somebody sees who has no token, or whose address leads nowhere. */
@ExtendWith(ArquillianExtension.class)
class ErrorPagesIT {
    private static ChromeDriver browser;

    private final Appearance appearance = new Appearance(browser);

    @ArquillianResource
    private URL deployed;

    @Deployment(testable = false)
    static WebArchive withFailures() {
        return War.packaged().addClass(Failing.class);
    }

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

    @AfterEach
    void lookAsUsual() {
        appearance.reset();
    }

    @ParameterizedTest
    @CsvSource({
        "/nothing,           404, Not found",
        "/nothing.xhtml,     404, Not found",
        "/tapewire/error,    404, Not found",
        "/failing/forbidden, 403, Not allowed",
        "/failing/fault,     500, Something went wrong",
    })
    void an_error_has_a_page_of_ours_that_leads_on(String path, int status, String title) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("secret", "Exception");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("script-src 'self'");

        browser.get(at(path).toString());
        assertThat(browser.findElement(By.tagName("h1")).getText()).isEqualTo(title);
        browser.findElement(By.linkText("Go to the channels")).click();
        assertThat(browser.findElements(By.id("token"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tapewire/nothing.js", "/tapewire/client"})
    void programs_get_json(String path) {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith("application/json");
    }

    @ParameterizedTest
    @CsvSource({"light, 360", "dark, 360", "light, 1280", "dark, 1280"})
    void axe_finds_nothing_in_these_pages(String theme, int width) {
        appearance.set(theme, width, 800);
        for (String path : new String[] {"/", "/nothing", "/failing/forbidden", "/failing/fault"}) {
            browser.get(at(path).toString());
            appearance.check(path);
        }
    }

    @Test
    void a_developer_finds_what_a_module_was_made_of() {
        String path = BuiltFiles.named("page", "js");
        String name = path.substring(path.lastIndexOf('/') + 1);
        assertThat(get(path).headers().firstValue("SourceMap")).hasValue(name + ".map");

        HttpResponse<String> map = get(path + ".map");

        assertThat(map.statusCode()).isEqualTo(200);
        assertThat(map.headers().firstValue("Content-Type")).get().asString().startsWith("application/json");
        assertThat(map.body()).contains("\"../page/page.js\"", "puts its parts together");
    }

    private HttpResponse<String> get(String path) {
        return Producer.send(HttpRequest.newBuilder(at(path)));
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }
}
