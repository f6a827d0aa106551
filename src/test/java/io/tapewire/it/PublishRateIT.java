package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.nodes.OfOneNode;
import io.tapewire.token.Jwt;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How much one caller may publish, and that others go on. */
@OfOneNode("each server counts for itself")
@ExtendWith(ArquillianExtension.class)
class PublishRateIT {
    private static final String GRANTS = "{\"publish\":[\"rate/**\"]}";
    private static final int BYTES_PER_S = 65_536;
    private static final int REQUESTS_PER_S = 1;
    private static final int MOST_REQUESTS = 100;

    @ArquillianResource
    private URL deployed;

    /** A way to publish a line. */
    private record Way(String method, String resource, String type, String body) {
        static Stream<Way> all() {
            String message = "{\"type\":\"notification\",\"data\":{\"title\":\"t\",\"message\":\"m\"}}";
            return Stream.of(
                    new Way("PUT", "output", "text/plain", "line\n"),
                    new Way("POST", "output", "text/plain", "line\n"),
                    new Way("POST", "output?title=run", "text/plain", "line\n"),
                    new Way("POST", "messages", "application/json", message),
                    new Way("POST", "messages", "application/x-ndjson", message + "\n"));
        }
    }

    @Deployment(testable = false)
    static WebArchive bounded() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("tapewire.jwt.secret=" + Jwt.SECRET + "\n"
                                + "tapewire.caller.max-publish-bytes-per-s=" + BYTES_PER_S + "\n"
                                + "tapewire.caller.max-publish-requests-per-s=" + REQUESTS_PER_S + "\n"),
                        "META-INF/microprofile-config.properties");
    }

    @Test
    void who_publishes_too_much_is_slowed_and_loses_nothing() {
        byte[] body = "0123456789abcde\n".repeat(3 * BYTES_PER_S / 16).getBytes(UTF_8);
        Way way = new Way("PUT", "output", "text/plain", "");
        long began = System.nanoTime();

        HttpResponse<String> answer = publish("flood", way, BodyPublishers.ofByteArray(body));

        // a second's worth is read at once, and what has arrived by then is read before the first wait
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Producer.json(answer).getJsonNumber("bytes").longValueExact())
                .isEqualTo(body.length);
        assertThat(refused("tapewire.caller.max-publish-bytes-per-s")).isPositive();
    }

    @Test
    void too_many_requests_are_told_to_come_again_on_every_endpoint_and_others_go_on() {
        for (Way way : Way.all().toList()) {
            String caller = "many-" + way.hashCode();
            assertThat(publish(caller, way).statusCode()).as("%s", way).isEqualTo(200);
            HttpResponse<String> refused = Stream.generate(() -> publish(caller, way))
                    .limit(MOST_REQUESTS)
                    .filter(answer -> answer.statusCode() != 200)
                    .findFirst()
                    .orElseThrow();

            assertThat(refused.statusCode()).as("%s", way).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refused.body()).contains("too_many_uploads");
            assertThat(publish("other-" + way.hashCode(), way).statusCode())
                    .as("somebody else, %s", way)
                    .isEqualTo(200);
            Awaitility.await().until(() -> publish(caller, way).statusCode() == 200);
        }
        assertThat(refused("tapewire.caller.max-publish-requests-per-s")).isPositive();
    }

    private HttpResponse<String> publish(String caller, Way way) {
        return publish(caller, way, BodyPublishers.ofString(way.body()));
    }

    private HttpResponse<String> publish(String caller, Way way, HttpRequest.BodyPublisher body) {
        return Producer.send(HttpRequest.newBuilder(at("/channels/rate/" + caller + "/" + way.resource()))
                .method(way.method(), body)
                .header("Content-Type", way.type())
                .header("Authorization", "Bearer " + Jwt.of(caller, GRANTS)));
    }

    private long refused(String key) {
        JsonObject answer = Producer.json(Producer.send(
                HttpRequest.newBuilder(at("/tapewire/limits")).header("Authorization", "Bearer " + ServerTest.TOKEN)));
        return answer.getJsonArray("limits").getValuesAs(JsonObject.class).stream()
                .filter(limit -> limit.getString("key").equals(key))
                .mapToLong(limit -> limit.getJsonNumber("refused").longValueExact())
                .findFirst()
                .orElseThrow();
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }
}
