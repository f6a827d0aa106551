package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.token.Jwt;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other ways to write an address must not lead around the gate, nor to the channels of somebody else. On every endpoint. */
@ExtendWith(ArquillianExtension.class)
class PathsIT {
    private static final String SECRET = "the secret of globex";
    private static final String ACME =
            "{\"subscribe\":[\"acme/**\"],\"publish\":[\"acme/**\"],\"manage\":[\"acme/**\"]}";

    @ArquillianResource
    private URL deployed;

    private Producer admin;

    @Deployment(testable = false)
    static WebArchive ofTwoTenants() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("tapewire.jwt.secret=" + Jwt.SECRET + "\n"
                                + "tapewire.address.max-failed-tokens-per-min=1000000\n"),
                        "META-INF/microprofile-config.properties");
    }

    static Stream<Arguments> waysToWriteAnAddress() {
        return Stream.of(
                way("two slashes before", path -> "/" + path),
                way("two slashes within", path -> path.replaceFirst("(?<=.)/([^/]*)$", "//$1")),
                way("a dot", path -> "/." + path),
                way("a dot in hexadecimal", path -> "/%2e" + path),
                way("there and back", path -> "/x/.." + path),
                way("there and back in hexadecimal", path -> "/x/%2e%2e" + path),
                way("there and back, half in hexadecimal", path -> "/x/.%2E" + path),
                way("there and back with a parameter", path -> "/x/..;y" + path),
                way("through the public files", path -> "/tapewire/client/../.." + path),
                way("through the public files in hexadecimal", path -> "/tapewire/client/%2e%2e/%2e%2e" + path),
                way("a parameter in the first segment", path -> path.replaceFirst("^/([^/?]*)", "/$1;x=1")),
                way("a parameter in the last segment", path -> path + ";x=1"),
                way("a file that is public as a parameter", path -> path + ";/index.js"),
                way("a slash in hexadecimal", path -> path.replaceFirst("(?<=.)/([^/]*)$", "%2f$1")),
                way("a slash in hexadecimal twice", path -> path.replaceFirst("(?<=.)/([^/]*)$", "%252f$1")),
                way("a backslash", path -> path.replaceFirst("(?<=.)/([^/]*)$", "\\\\$1")),
                way("a letter in hexadecimal", path -> "/" + hex(path) + path.substring(2)),
                way("an overlong slash", path -> path.replaceFirst("(?<=.)/([^/]*)$", "%c0%af$1")),
                way("overlong dots", path -> "/x/%c0%ae%c0%ae" + path),
                way("a NUL at the end", path -> path + "%00"),
                way("a NUL and a name that is public", path -> path + "%00.js"),
                way("a blank at the end", path -> path + "%20"),
                way("a slash at the end", path -> path + "/"),
                way(
                        "other letters",
                        path -> path.replace("channels", "Channels")
                                .replace("tapewire", "Tapewire")
                                .replace("ws", "WS")),
                way("a whole address", path -> "http://elsewhere.example" + path),
                way("from the neighbour", path -> path.replace("/channels/globex/", "/channels/acme/../globex/")),
                way(
                        "from the neighbour in hexadecimal",
                        path -> path.replace("/channels/globex/", "/channels/acme/%2e%2e/globex/")),
                way(
                        "from the neighbour with a parameter",
                        path -> path.replace("/channels/globex/", "/channels/acme/..;/globex/")));
    }

    private static Arguments way(String name, UnaryOperator<String> way) {
        return Arguments.of(name, way);
    }

    private static String hex(String path) {
        return "%" + Integer.toHexString(path.charAt(1));
    }

    @BeforeEach
    void fill() {
        admin = new Producer(at("/"), ServerTest.TOKEN);
        admin.print("globex/build", SECRET);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToWriteAnAddress")
    void no_way_to_write_an_address_leads_around_the_gate(String name, UnaryOperator<String> way) {
        for (Endpoint endpoint : Endpoint.of("globex/build")) {
            RawRequest.Answer answer = ask(endpoint, way, null);
            requireRefusal(endpoint, answer);
            assertThat(answer.text()).doesNotContain(SECRET);
        }
        assertThat(admin.history("globex/build")).as("nothing came of it").startsWith(SECRET);
        assertThat(names())
                .allMatch(channel -> List.of("globex/build", "server", "audit").contains(channel));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToWriteAnAddress")
    void no_way_to_write_an_address_leads_to_the_channels_of_others(String name, UnaryOperator<String> way) {
        String acme = Jwt.of("ada", ACME);
        for (Endpoint endpoint : Endpoint.ofChannel("globex/build")) {
            RawRequest.Answer answer = ask(endpoint, way, acme);
            requireRefusal(endpoint, answer);
            assertThat(answer.text()).doesNotContain(SECRET);
        }
        assertThat(admin.history("globex/build")).as("nothing came of it").startsWith(SECRET);
        assertThat(names())
                .allMatch(channel -> List.of("globex/build", "server", "audit").contains(channel));
    }

    private static void requireRefusal(Endpoint endpoint, RawRequest.Answer answer) {
        // where none of our servlets is, the server's own one has not implemented PATCH
        boolean isForeignPatch = endpoint.method().equals("PATCH") && answer.status() == 501;
        assertThat(answer.status()).as(endpoint + "\n" + answer.text()).isBetween(400, isForeignPatch ? 501 : 499);
    }

    private RawRequest.Answer ask(Endpoint endpoint, UnaryOperator<String> way, String token) {
        String[] parts = endpoint.path().split("\\?", 2);
        String path = way.apply("/" + parts[0]) + (parts.length == 1 ? "" : "?" + parts[1]);
        RawRequest request = RawRequest.begin(at("/"), endpoint.method() + " " + path + " HTTP/1.1")
                .header("Content-Length: 1")
                .body("x");
        if (token != null) {
            request.header("Authorization: Bearer " + token);
        }
        return request.send();
    }

    private List<String> names() {
        return Listing.all(admin).stream()
                .map(listed -> listed.getString("name"))
                .toList();
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }
}
