package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.chrome.ChromeDriver;

/** The base of tests with pages that others have written: the examples of docs/client.md, and one without anything. */
@ExtendWith(ArquillianExtension.class)
abstract class OwnPagesTest {
    private static final List<String> EXAMPLES = List.of("page.html", "react-page.html", "react-page.js");

    static ChromeDriver browser;

    Page page;
    Producer producer;

    /** A channel of the test's own. */
    String channel;

    @ArquillianResource
    private URL deployed;

    @Deployment(name = "own-pages", testable = false)
    static WebArchive withPagesOfItsOwn() {
        WebArchive war =
                War.packaged().addAsWebResource(new StringAsset("<!doctype html><title>Empty</title>"), "empty.html");
        for (String example : EXAMPLES) {
            war.addAsWebResource(new File(System.getProperty("it.examples"), example), example);
        }
        return war;
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

    @BeforeEach
    void signIn(TestInfo test) {
        channel = getClass().getSimpleName() + "/"
                + test.getTestMethod().orElseThrow().getName();
        page = new Page(browser);
        producer = new Producer(at("/"), ServerTest.TOKEN);
        page.open(at("/?token=" + ServerTest.TOKEN));
        page.awaitState("open");
    }

    @AfterEach
    void findNoFault() {
        assertThat(page.faults()).isEmpty();
    }

    final URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }

    /** Opens the page without anything, and runs the body of an asynchronous function there; gives what it returns. */
    final Object runOnEmptyPage(String script, Object... arguments) {
        page.open(at("/empty.html"));
        return browser.executeScript("return (async (...arguments) => {" + script + "})(...arguments)", arguments);
    }

    final Object ask(String expression) {
        return browser.executeScript("return " + expression);
    }

    final void awaitValue(String expression, Object value) {
        page.until(expression + " is " + value, () -> value.equals(ask(expression)));
    }
}
