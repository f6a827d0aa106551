package io.tapewire.it;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The base of tests in which the page's connection to the server breaks. Each begins with a page that shows "before". */
abstract class CableTest extends BrowserTest {
    Cable cable;

    @BeforeEach
    void openThroughTheCable() {
        cable = new Cable(at("/").getPort());
        openPage();
        producer.print(channel, "before\n");
        page.awaitText("before");
    }

    @AfterEach
    void leaveTheCable() {
        browser.get("about:blank");
        cable.close();
    }

    final void openPage() {
        page.open(URI.create("http://localhost:" + cable.port() + "/?channel=" + channel + "&token=" + TOKEN));
        page.awaitState("open");
    }
}
