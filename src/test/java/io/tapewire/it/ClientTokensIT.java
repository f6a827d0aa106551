package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.token.Jwt;
import java.net.URI;
import java.net.URL;
import java.time.Instant;
import java.util.List;
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
import org.openqa.selenium.chrome.ChromeDriver;

/** What the library does with tokens that end, in a real browser: tickets in addresses, and fresh tokens in time. */
@ExtendWith(ArquillianExtension.class)
class ClientTokensIT {
    private static final int SHORT_S = 4;

    private static ChromeDriver browser;

    @ArquillianResource
    private URL deployed;

    private Page page;
    private Producer producer;

    @Deployment(testable = false)
    static WebArchive withKeys() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("tapewire.jwt.secret=" + Jwt.SECRET + "\n"),
                        "META-INF/microprofile-config.properties");
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
    void openTheFormThatAsksForAToken() {
        page = new Page(browser);
        page.open(at("/"));
        producer = new Producer(at("/"), ServerTest.TOKEN);
    }

    @Test
    void a_connection_outlives_its_token_and_no_token_stands_in_an_address() {
        Instant end = Instant.now().plusSeconds(SHORT_S);
        connect("goes-on", token("goes-on/**", end), token("goes-on/**", end.plusSeconds(600)));
        producer.print("goes-on/a", "one");
        page.until("the first line is there", () -> ask("lines.join()").equals("one"));

        page.until("the first token has ended", () -> Instant.now().isAfter(end.plusSeconds(2)));
        producer.print("goes-on/a", "two");
        page.until("the second line is there", () -> ask("lines.join()").equals("one,two"));

        assertThat(ask("states.join()")).isEqualTo("connecting,open");
        assertThat(ask("sent.filter((text) => JSON.parse(text).type === 'refresh').length"))
                .isEqualTo(1L);
        assertThat((String) ask("addresses.join()")).contains("ticket=").doesNotContain("token=", "eyJ");
    }

    @Test
    void a_channel_that_the_fresh_token_does_not_grant_is_refused_and_the_others_go_on() {
        Instant end = Instant.now().plusSeconds(SHORT_S);
        connect("ends", token("ends/**", end), token("ends/b", end.plusSeconds(600)));

        page.until("the channel is refused", () -> ask("refusals.join()").equals("ends/a forbidden"));
        producer.print("ends/b", "still here");
        page.until("the other goes on", () -> ask("lines.join()").equals("still here"));
        assertThat(ask("client.state")).isEqualTo("open");
    }

    @Test
    void a_token_that_is_wrong_is_final_before_a_connection_is_opened() {
        connect("wrong", "wrong", "wrong");

        page.until("the client has failed", () -> ask("client.state").equals("failed"));
        assertThat(ask("client.status.code")).isEqualTo(401L);
        assertThat(ask("addresses.length")).isEqualTo(0L);
    }

    /** Follows two channels in a folder, so that no test sees what another one printed. */
    private void connect(String folder, String... tokens) {
        browser.executeAsyncScript("""
                const [folder, tokens, done] = arguments;
                (async () => {
                const Own = WebSocket;
                Object.assign(window, { addresses: [], sent: [], states: [], lines: [], refusals: [] });
                window.WebSocket = class extends Own {
                  constructor(address, protocol) {
                    super(address, protocol);
                    addresses.push(String(address));
                  }
                  send(text) {
                    sent.push(text);
                    super.send(text);
                  }
                };
                const { createWebSocketClient } = await import('/tapewire/client/index.js');
                window.client = createWebSocketClient({ share: false, channels: [], getToken: async () => tokens.shift() });
                client.onStateChange(({ newState }) => states.push(newState));
                for (const channel of [`${folder}/a`, `${folder}/b`]) {
                  client.follow(channel, {
                    show({ data }, shown) {
                      lines.push(data.output);
                      shown();
                    },
                    refused: ({ code }) => refusals.push(`${channel} ${code}`),
                  });
                }
                client.connect();
                })().then(done, done);""", folder, List.of(tokens));
    }

    private static Object ask(String expression) {
        return browser.executeScript("return " + expression);
    }

    private static String token(String channels, Instant end) {
        String claims = "{\"exp\":" + end.getEpochSecond() + ",\"sub\":\"ada\",\"tapewire\":{\"subscribe\":[\""
                + channels + "\"]}}";
        return new Jwt("{\"alg\":\"HS256\"}", claims).hmac("HmacSHA256", Jwt.SECRET);
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }
}
