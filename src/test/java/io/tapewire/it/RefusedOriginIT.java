package io.tapewire.it;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** What somebody sees whose proxy tells the server another name than the browser, so that the page seems to be a stranger's. */
class RefusedOriginIT extends ServerTest {
    private static ChromeDriver browser;

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

    @Test
    void the_page_says_that_its_address_is_not_allowed_and_tries_no_more() {
        try (Cable proxy = new Cable(at("/").getPort(), "internal.example")) {
            Page page = new Page(browser);
            page.open(URI.create("http://localhost:" + proxy.port() + "/?channel=" + channel + "&token=" + TOKEN));

            page.awaitState("failed");
            page.until("it is told", () -> status().equals("This address is not allowed to connect"));
        }
    }

    private static String status() {
        return browser.findElement(By.cssSelector(".tapewire-header .tapewire-status-words"))
                .getText();
    }
}
