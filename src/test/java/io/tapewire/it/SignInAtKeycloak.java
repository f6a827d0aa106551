package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** Somebody signs in and out at Keycloak, which demands PKCE. Runs only with the profile keycloak. */
@ExtendWith(ArquillianExtension.class)
class SignInAtKeycloak {
    private static final int SESSION_S = 60;
    private static final KeycloakProcess KEYCLOAK = KeycloakProcess.start();

    private static ChromeDriver browser;

    @ArquillianResource
    private URL deployed;

    private URI root;
    private Page page;

    @Deployment(testable = false)
    static WebArchive withKeycloak() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("""
                        tapewire.oidc.issuer=%s
                        tapewire.oidc.client-id=tapewire
                        tapewire.oidc.client-secret=a secret + of the client's
                        tapewire.login.max-age-s=%d
                        tapewire.groups={"builders":{"subscribe":["build/**"]}}
                        """.formatted(KEYCLOAK.issuer(), SESSION_S)),
                        "META-INF/microprofile-config.properties");
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        browser.quit();
        KEYCLOAK.close();
    }

    @BeforeEach
    void forgetWhoSignedIn() {
        root = URI.create("http://localhost:" + deployed.getPort() + "/");
        browser.get(KEYCLOAK.issuer() + "/account");
        browser.manage().deleteAllCookies();
        browser.get(root.resolve("/tapewire/me").toString());
        browser.manage().deleteAllCookies();
        page = new Page(browser);
        new Producer(root, ServerTest.TOKEN).print("build/keycloak", "it works\n");
    }

    @Test
    void groups_grant_what_somebody_may_watch_and_signing_out_ends_it_at_both() {
        signIn();
        assertThat(page.address()).isEqualTo(root + "?channel=build/keycloak");
        page.until(
                "the name is shown", () -> page.texts("[data-action=account]").contains("Ada Lovelace"));
        assertThat(statusOf("/channels/build/keycloak/output")).isEqualTo(200);
        assertThat(statusOf("/channels/other/output")).isEqualTo(403);
        assertThat(page.faults()).isEmpty();

        click("[data-action=account]");
        click("#tapewire-sign-out");
        click("#kc-logout");

        page.until("the page asks again", () -> page.texts("a.button").contains("Sign in"));
        page.open(root.resolve("?channel=build/keycloak"));
        click("a.button");
        awaitShown("#username");
    }

    @Test
    void a_session_that_has_ended_is_signed_in_again() {
        signIn();
        Instant signedIn = Instant.now();

        // by its end, which closes the connection of the page, too
        Awaitility.await()
                .atMost(Duration.ofSeconds(SESSION_S * 3L))
                .ignoreExceptions()
                .until(() -> statusOf("/tapewire/me") == 401);
        assertThat(Instant.now()).isAfter(signedIn.plusSeconds(SESSION_S / 2));
        page.open(root.resolve("?channel=build/keycloak"));
        click("a.button");

        // Keycloak still knows who it is
        page.awaitState("open");
        assertThat(statusOf("/tapewire/me")).isEqualTo(200);
    }

    private void signIn() {
        page.open(root.resolve("?channel=build/keycloak"));
        click("a.button");
        awaitShown("#username");
        page.typeInto("#username", "ada");
        page.typeInto("#password", "analytical");
        click("#kc-login");
        page.awaitState("open");
        page.awaitTextEnding("it works");
    }

    private long statusOf(String path) {
        return (long)
                browser.executeAsyncScript("fetch(arguments[0]).then(({ status }) => arguments[1](status))", path);
    }

    private void awaitShown(String selector) {
        page.until(
                selector + " is there",
                () -> browser.findElement(By.cssSelector(selector)).isDisplayed());
    }

    private void click(String selector) {
        awaitShown(selector);
        browser.findElement(By.cssSelector(selector)).click();
    }
}
