package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.nodes.OfOneNode;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.chrome.ChromeDriver;

/** The server behind the proxies of docs/proxies.md, each with the configuration that stands there. */
@OfOneNode("has proxies of its own before one server")
@ExtendWith(ArquillianExtension.class)
class ProxiesIT {
    @ArquillianResource
    private URL deployed;

    @TempDir
    private Path home;

    private static ChromeDriver browser;

    @Deployment(testable = false)
    static WebArchive behindProxies() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("tapewire.proxies=127.0.0.1\n"), "META-INF/microprofile-config.properties");
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start("--ignore-certificate-errors");
    }

    @AfterAll
    static void quitBrowser() {
        browser.quit();
    }

    @ParameterizedTest
    @EnumSource
    void a_line_is_on_the_page_while_the_program_that_printed_it_still_runs(ReverseProxy.Kind kind) {
        URI server = URI.create("http://127.0.0.1:" + deployed.getPort() + "/");
        try (ReverseProxy proxy = ReverseProxy.start(kind, home, server, Map.of())) {
            Page page = new Page(browser);
            page.open(proxy.at("/?channel=build&token=" + ServerTest.TOKEN));
            page.awaitState("open");

            try (PipedCommand command = PipedCommand.start(proxy.at("/channels/build/output?title=" + kind))) {
                for (int line = 1; line <= 3; line++) {
                    command.print("line " + line + " through " + kind + "\n");
                    page.awaitTextEnding("line " + line + " through " + kind);
                }
                assertThat(command.end()).contains("\"channel\":\"build\"");
            }
        }
    }
}
