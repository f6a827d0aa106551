package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.io.File;
import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.chrome.ChromeDriver;

/** Another application, which has nothing of ours but the one jar and what that needs, with a terminal on a page of its own. */
@ExtendWith(ArquillianExtension.class)
class EmbeddedTerminalIT {
    private static final String PAGE = """
            <html xmlns:h="jakarta.faces.html" xmlns:tw="jakarta.faces.composite/tapewire">
              <h:head><title>Host</title></h:head>
              <h:body><tw:terminal channel="build" rows="10"/></h:body>
            </html>
            """;

    @ArquillianResource
    private URL deployed;

    @Deployment(testable = false)
    static WebArchive host() {
        return ShrinkWrap.create(WebArchive.class, "host.war")
                .addAsLibraries(new File(System.getProperty("it.jar")), jarOf(Pattern.class))
                .addAsWebResource(new StringAsset(PAGE), "terminal.xhtml");
    }

    static File jarOf(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    @Test
    void it_searches_what_was_printed() {
        URI host = URI.create("http://localhost:" + deployed.getPort() + "/host/");
        Producer producer = new Producer(host, ServerTest.TOKEN);
        producer.print("searched", "one\nan error in the host\n");

        assertThat(producer.get("channels/searched/search?q=err.r&regex=true").body())
                .contains("an error in the host")
                .contains("exhausted");
    }

    @Test
    void it_shows_output_on_the_page_of_the_application() {
        URI host = URI.create("http://localhost:" + deployed.getPort() + "/host/");
        ChromeDriver browser = Browser.start();
        try {
            Page page = new Page(browser);
            page.open(host.resolve("tapewire.xhtml?token=" + ServerTest.TOKEN));
            page.awaitState("open");
            page.open(host.resolve("terminal.xhtml"));
            page.awaitState("open");

            new Producer(host, ServerTest.TOKEN).print("build", "embedded\n");

            page.awaitText("embedded");
        } finally {
            browser.quit();
        }
    }
}
