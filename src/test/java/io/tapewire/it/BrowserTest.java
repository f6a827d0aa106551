package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.chrome.ChromeDriver;

/** The base of tests that look at the page in a real browser: one for a class, and no cookie left from test to test. */
abstract class BrowserTest extends ServerTest {
    static ChromeDriver browser;

    Page page;

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
    void openNothing() {
        browser.manage().deleteAllCookies();
        page = new Page(browser);
    }

    @AfterEach
    void findNoFault() {
        assertThat(page.faults()).isEmpty();
    }

    /** Opens a channel's page with the token, and waits until it is connected. */
    Page openChannel(String name) {
        page.open(at("/?channel=" + name + "&token=" + TOKEN));
        page.awaitState("open");
        return page;
    }
}
