package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** Somebody signs in and out with a browser, at a certified provider. */
@ExtendWith(ArquillianExtension.class)
class OidcIT {
    // it does not look at the port of an address on this machine
    private static final ProviderProcess PROVIDER =
            ProviderProcess.start("http://localhost/tapewire/sign-in/callback", "http://localhost/");

    private static ChromeDriver browser;

    @ArquillianResource
    private URL deployed;

    @Deployment(testable = false)
    static WebArchive withProvider() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("""
                        tapewire.oidc.issuer=%s
                        tapewire.oidc.client-id=tapewire
                        tapewire.oidc.client-secret=a secret + of the client's
                        tapewire.oidc.scopes=profile groups
                        tapewire.groups={"builders":{"subscribe":["build/**"]}}
                        """.formatted(PROVIDER.issuer())), "META-INF/microprofile-config.properties");
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        browser.quit();
        PROVIDER.close();
    }

    @Test
    void somebody_signs_in_watches_the_channel_they_asked_for_and_signs_out() {
        URI root = URI.create("http://localhost:" + deployed.getPort() + "/");
        new Producer(root, ServerTest.TOKEN).print("build/oidc", "it works\n");
        Page page = new Page(browser).open(root.resolve("?channel=build/oidc"));

        click(page, "a.button");
        signInAtProvider(page);

        page.awaitState("open");
        page.awaitTextEnding("it works");
        assertThat(page.address()).isEqualTo(root + "?channel=build/oidc");
        page.until(
                "the name is shown", () -> page.texts("[data-action=account]").contains("ada <Lovelace>"));
        assertThat(page.faults()).isEmpty();

        click(page, "[data-action=account]");
        click(page, "#tapewire-sign-out");
        page.until("the provider asks", () -> page.address().startsWith(PROVIDER.issuer()));
        assertThat(page.address()).doesNotContain("id_token");
        click(page, "button[name=logout]");

        page.until("the page asks again", () -> page.texts("a.button").contains("Sign in"));
        assertThat(page.address()).isEqualTo(root.toString());
        page.open(root.resolve("?channel=build/oidc"));
        assertThat(page.texts("a.button")).as("whether the session is over").containsExactly("Sign in");
    }

    /** The provider's own pages: a name and any password, and then whether that is all right. */
    private static void signInAtProvider(Page page) {
        page.until(
                "the provider asks who it is",
                () -> !browser.findElements(By.name("login")).isEmpty());
        page.typeInto("[name=login]", "ada");
        page.typeInto("[name=password]", "any");
        click(page, "button[type=submit]");
        page.until(
                "the provider asks for consent", () -> browser.getPageSource().contains("Continue"));
        click(page, "button[autofocus]");
    }

    private static void click(Page page, String selector) {
        page.until(
                selector + " is there",
                () -> browser.findElement(By.cssSelector(selector)).isDisplayed());
        browser.findElement(By.cssSelector(selector)).click();
    }
}
