package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.re2j.Pattern;
import jakarta.json.JsonObject;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application with nothing of ours but the jar and the library that it needs, which has a login and rules of its own. */
@ExtendWith(ArquillianExtension.class)
class OwnRulesIT {
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <filter>
                <filter-name>login</filter-name>
                <filter-class>io.tapewire.it.TeamLogin</filter-class>
                <async-supported>true</async-supported>
              </filter>
              <filter-mapping>
                <filter-name>login</filter-name>
                <url-pattern>/*</url-pattern>
              </filter-mapping>
            </web-app>
            """;

    @ArquillianResource
    private URL deployed;

    private Producer admin;

    @Deployment(testable = false)
    static WebArchive host() {
        return ShrinkWrap.create(WebArchive.class, "team.war")
                .addAsLibraries(new File(System.getProperty("it.jar")), EmbeddedTerminalIT.jarOf(Pattern.class))
                .addClasses(TeamRules.class, TeamLogin.class)
                .setWebXML(new StringAsset(WEB_XML))
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    @BeforeEach
    void fill() {
        admin = new Producer(at("/team/"), ServerTest.TOKEN);
        admin.print("team/ada/log", "of ada\n");
        admin.print("team/bob/log", "of bob\n");
    }

    @Test
    void members_do_what_the_rules_say_and_nothing_else() {
        assertThat(as("ada", null, "GET", "channels/team/ada/log/output").body())
                .startsWith("of ada");
        assertThat(as("ada", null, "PUT", "channels/team/ada/log/output").statusCode())
                .isEqualTo(200);
        assertThat(as("ada", null, "DELETE", "channels/team/ada/log").statusCode())
                .isEqualTo(403);
        assertThat(as("ada", null, "GET", "channels/team/bob/log/output").statusCode())
                .isEqualTo(403);
        assertThat(as("ada", null, "PUT", "channels/team/bob/log/output").statusCode())
                .isEqualTo(403);
        assertThat(as("ada", null, "GET", "channels").body())
                .contains("team/ada/log")
                .doesNotContain("team/bob");
        assertThat(as("eve", "guest", "GET", "channels/team/ada/log/output").statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_role_of_the_application_counts() {
        assertThat(as("olga", "ops", "GET", "channels/team/bob/log/output").body())
                .startsWith("of bob");
        assertThat(as("olga", "ops", "DELETE", "channels/team/bob/log").statusCode())
                .isEqualTo(204);
        assertThat(as("olga", "ops", "GET", "tapewire/revocations").statusCode())
                .as("what is the administrator's")
                .isEqualTo(403);
    }

    @Test
    void who_has_not_signed_in_does_nothing_and_the_administrator_everything() {
        assertThat(Producer.send(HttpRequest.newBuilder(at("/team/channels"))).statusCode())
                .isEqualTo(401);
        assertThat(admin.get("channels").body()).contains("team/ada/log", "team/bob/log");
    }

    @Test
    void a_page_of_another_site_cannot_use_the_login() {
        HttpResponse<String> answer = Producer.send(HttpRequest.newBuilder(at("/team/channels/team/ada/log/output"))
                .header("Test-User", "ada")
                .header("Origin", "http://evil.example")
                .PUT(BodyPublishers.ofString("x")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(catchThrowable(() -> connect("ada", null, "http://evil.example", "")))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void a_caller_learns_their_name_and_which_of_the_channels_they_may_use() {
        JsonObject me = Producer.json(as("ada", null, "GET", "tapewire/me"));

        assertThat(me.getString("name")).isEqualTo("ada");
        assertThat(me.getJsonArray("subscribe").toString())
                .contains("team/ada/log")
                .doesNotContain("team/bob", "server");
        assertThat(me.getJsonArray("manage")).isEmpty();
        assertThat(Producer.json(admin.get("tapewire/me")).getJsonArray("subscribe"))
                .hasSize(1);
    }

    @Test
    void a_connection_keeps_to_the_rules_also_for_patterns() {
        try (Viewer viewer = connect("ada", null, origin(), "team/**")) {
            viewer.await("her own", message -> message.is("subscribed", "team/ada/log"));
            assertThat(viewer.subscribe("team/bob/log").code()).isEqualTo("forbidden");
            admin.print("team/bob/new", "secret\n");
            admin.print("team/ada/new", "hers\n");
            viewer.awaitOutput("team/ada/new", "hers\n");
            assertThat(viewer.records("team/bob/new")).isEmpty();
        }
        try (Viewer viewer = connect("olga", "ops", origin(), "team/bob/log")) {
            viewer.awaitOutput("team/bob/log", "of bob\n");
        }
    }

    private Viewer connect(String user, String role, String origin, String channel) {
        return Viewer.connect(at("/team/ws?channel=" + channel), handshake -> {
            handshake.header("Test-User", user).header("Origin", origin);
            if (role != null) {
                handshake.header("Test-Role", role);
            }
        });
    }

    private HttpResponse<String> as(String user, String role, String method, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at("/team/" + path))
                .header("Test-User", user)
                .header("Origin", origin())
                .method(method, method.equals("PUT") ? BodyPublishers.ofString("x") : BodyPublishers.noBody());
        return Producer.send(role == null ? request : request.header("Test-Role", role));
    }

    private String origin() {
        return "http://localhost:" + deployed.getPort();
    }

    private URI at(String path) {
        return URI.create(origin() + path);
    }
}
