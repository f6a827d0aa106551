package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.token.Jwt;
import jakarta.json.Json;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may have a published file, by either way, and what becomes of a fetch when the permission for it ends. */
@ExtendWith(ArquillianExtension.class)
class FilePermissionsIT {
    private static final String ACME = "{\"subscribe\":[\"acme/**\"]}";
    private static final String GLOBEX = "{\"subscribe\":[\"globex/**\"],\"publish\":[\"acme/**\"]}";
    private static final int LENGTH = 100_000;

    @ArquillianResource
    private URL deployed;

    private String file;
    private final List<Viewer> viewers = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive withKeys() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("tapewire.jwt.secret=" + Jwt.SECRET + "\n"),
                        "META-INF/microprofile-config.properties");
    }

    @BeforeEach
    void publish() {
        HttpResponse<String> answer = Producer.send(admin().request("channels/acme/build/files/data.bin")
                .PUT(BodyPublishers.ofByteArray(new byte[LENGTH])));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        file = Producer.json(answer).getString("file");
    }

    @AfterEach
    void leave() {
        viewers.forEach(Viewer::close);
    }

    @Test
    void a_token_of_another_channel_gets_no_file_and_no_list() {
        String token = token("bob", GLOBEX);
        Producer bob = new Producer(at("/"), token);
        for (String path : List.of("files", "files?limit=1", "files/" + file, "files/" + "0".repeat(32))) {
            assertThat(bob.get("channels/acme/build/" + path).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }

        Viewer viewer = connect(token);
        viewer.fetch(1, "acme/build", file);
        viewer.fetch(2, "acme/none", file);
        viewer.fetch(3, "globex/build", file);

        assertThat(viewer.awaitEnd(1).code()).isEqualTo("forbidden");
        assertThat(viewer.awaitEnd(2).code()).isEqualTo("forbidden");
        assertThat(viewer.awaitEnd(3).code()).isEqualTo("unknown_file");
    }

    @Test
    void whoever_may_watch_gets_the_file_and_the_list() {
        String token = token("ada", ACME);
        HttpResponse<String> list = new Producer(at("/"), token).get("channels/acme/build/files");
        assertThat(list.body()).contains(file);

        Viewer viewer = connect(token);
        FetchedFile fetched = viewer.fetch(1, "acme/build", file);
        assertThat(viewer.awaitEnd(1).type()).isEqualTo("fetched");
        assertThat(fetched.size()).isEqualTo(LENGTH);
    }

    @Test
    void a_fresh_token_that_does_not_grant_the_channel_ends_a_fetch() {
        Viewer viewer = connect(token("ada", ACME));
        begin(viewer);

        viewer.send(Json.createObjectBuilder()
                .add("type", "refresh")
                .add("data", Json.createObjectBuilder().add("token", token("ada", "{\"subscribe\":[\"globex/**\"]}")))
                .build()
                .toString());

        assertThat(viewer.awaitEnd(1).code()).isEqualTo("forbidden");
        viewer.send("{\"type\":\"ping\"}");
        viewer.await("pong");
    }

    @Test
    void a_revocation_ends_a_fetch_and_its_connection() {
        Viewer viewer = connect(token("eve", ACME));
        FetchedFile fetched = begin(viewer);

        Producer.send(admin().request("tapewire/revocations").POST(BodyPublishers.ofString("{\"sub\":\"eve\"}")));

        assertThat(viewer.awaitClose()).isEqualTo(4403);
        assertThat(fetched.size()).isLessThan(LENGTH);
    }

    @Test
    void the_end_of_the_token_ends_a_fetch_and_its_connection() {
        String claims = "{\"exp\":%d,\"sub\":\"ida\",\"tapewire\":%s}"
                .formatted(Instant.now().plusSeconds(4).getEpochSecond(), ACME);
        Viewer viewer = connect(new Jwt("{\"alg\":\"HS256\"}", claims).hmac("HmacSHA256", Jwt.SECRET));
        FetchedFile fetched = begin(viewer);

        assertThat(viewer.awaitClose()).isEqualTo(4401);
        assertThat(fetched.size()).isLessThan(LENGTH);
    }

    /** A fetch that cannot end, because nothing of it is acknowledged. */
    private FetchedFile begin(Viewer viewer) {
        FetchedFile fetched =
                viewer.fetch(1, "acme/build", file, Json.createObjectBuilder().add("window", 1_000));
        Awaitility.await("the window is full").until(() -> fetched.size() == 1_000);
        return fetched;
    }

    private Producer admin() {
        return new Producer(at("/"), ServerTest.TOKEN);
    }

    private Viewer connect(String token) {
        Viewer viewer = Viewer.connect(at("/ws?channel=&token=" + token), "tapewire.binary");
        viewers.add(viewer);
        viewer.await("connected");
        return viewer;
    }

    private static String token(String subject, String grants) {
        return Jwt.hs256("\"sub\":\"" + subject + "\",\"tapewire\":" + grants);
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }
}
