package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.nodes.OfOneNode;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that is taken out of service sends everybody away, takes nobody new, and says so. */
@OfOneNode("a server is drained by itself")
@ExtendWith(ArquillianExtension.class)
class DrainingIT {
    private static final int PERIOD_MS = 2_000;

    @ArquillianResource
    private URL deployed;

    private final List<Viewer> viewers = new ArrayList<>();
    private Producer producer;
    private String channel;

    @Deployment(testable = false)
    static WebArchive withAShortPeriod() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("tapewire.drain.period-ms=" + PERIOD_MS + "\n"),
                        "META-INF/microprofile-config.properties");
    }

    @BeforeEach
    void prepare(TestInfo test) {
        producer = new Producer(at("/"), ServerTest.TOKEN);
        channel = "draining/" + test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void goOn() {
        viewers.forEach(Viewer::close);
        assertThat(Producer.json(
                                Producer.send(producer.request("tapewire/drain").DELETE()))
                        .getString("state"))
                .isEqualTo("serving");
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }

    private Viewer watch() {
        Viewer viewer = Viewer.connect(at("/ws?token=" + ServerTest.TOKEN + "&channel=" + channel));
        viewers.add(viewer);
        return viewer;
    }

    private CompletableFuture<HttpResponse<String>> drain() {
        return CompletableFuture.supplyAsync(
                () -> Producer.send(producer.request("tapewire/drain").POST(BodyPublishers.noBody())));
    }

    /** Without a token, as a load balancer does. */
    private HttpResponse<String> ready() {
        return Producer.send(HttpRequest.newBuilder(at("/tapewire/ready")));
    }

    private String state() {
        return Producer.json(producer.get("tapewire/drain")).getString("state");
    }

    private void awaitDraining() {
        Awaitility.await("it drains").until(() -> !state().equals("serving"));
    }

    @Test
    void viewers_are_sent_away_spread_over_the_period_and_come_back_where_they_were() {
        producer.print(channel, "one\n");
        for (int i = 0; i < 20; i++) {
            watch().awaitOutput(channel, "one\n");
        }
        long begun = System.nanoTime();
        CompletableFuture<HttpResponse<String>> answer = drain();
        awaitClosed(1);
        double first = (System.nanoTime() - begun) / 1e6;
        awaitClosed(20);
        double last = (System.nanoTime() - begun) / 1e6;

        assertThat(viewers).allMatch(viewer -> viewer.awaitClose() == 1001);
        assertThat(first).as("ms until the first one").isLessThan(PERIOD_MS / 2.0);
        assertThat(last).as("ms until the last one").isBetween(PERIOD_MS / 2.0, PERIOD_MS * 1.5);
        assertThat(Producer.json(answer.join()).toString())
                .isEqualTo("{\"state\":\"drained\",\"connections\":0,\"uploads\":0}");
    }

    private void awaitClosed(int count) {
        Awaitility.await(count + " viewers are closed")
                .until(() -> viewers.stream().filter(Viewer::isClosed).count() >= count);
    }

    @Test
    void nobody_new_is_let_in_but_everything_can_still_be_read() {
        producer.print(channel, "one\n");
        assertThat(ready().statusCode()).isEqualTo(200);
        watch();
        CompletableFuture<HttpResponse<String>> answer = drain();
        awaitDraining();

        HttpResponse<String> notReady = ready();
        assertThat(notReady.statusCode()).isEqualTo(503);
        assertThat(notReady.body()).contains("\"draining\"");
        HttpResponse<String> upload = producer.print(channel, "", BodyPublishers.ofString("two\n"));
        assertThat(upload.statusCode()).isEqualTo(503);
        assertThat(upload.body()).contains("\"draining\"");
        assertThat(upload.headers().firstValue("Retry-After")).hasValue("1");
        assertThatThrownBy(this::watch)
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .satisfies(refused -> assertThat(((WebSocketHandshakeException) refused)
                                .getResponse()
                                .statusCode())
                        .isEqualTo(503));
        assertThat(producer.history(channel)).isEqualTo("one\n");
        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(state()).isEqualTo("drained");
    }

    @Test
    void an_upload_that_can_go_on_elsewhere_is_sent_away_and_another_one_may_take_as_long_as_the_period() {
        Program resumable = producer.start(channel, "?run=r&title=make&from=0").print("resumable\n");
        Program plain = producer.start(channel).print("plain\n");
        Program quick = producer.start(channel).print("quick\n");
        Awaitility.await("all are read")
                .until(() -> producer.history(channel).length() == "resumable\nplain\nquick\n".length());
        CompletableFuture<HttpResponse<String>> answer = drain();
        awaitDraining();

        assertThat(quick.print("done\n").end()).contains("200 OK", "\"bytes\":11");
        assertThat(resumable.refusal()).contains(" 503 ", "\"draining\"");
        assertThat(plain.refusal()).contains(" 503 ", "\"draining\"");
        assertThat(Producer.json(answer.join()).getInt("uploads")).isZero();
        assertThat(Producer.json(producer.get("channels/" + channel + "/runs/r"))
                        .getInt("received"))
                .isEqualTo("resumable\n".length());
    }

    @Test
    void it_can_be_taken_back() {
        Program held = producer.start(channel).print("held\n");
        watch().awaitOutput(channel, "held\n");
        CompletableFuture<HttpResponse<String>> answer = drain();
        awaitDraining();
        Producer.send(producer.request("tapewire/drain").DELETE());

        assertThat(Producer.json(answer.join()).getString("state")).isEqualTo("serving");
        assertThat(ready().statusCode()).isEqualTo(200);
        held.print("on\n");
        watch().awaitOutput(channel, "held\non\n");
        assertThat(held.end()).contains("200 OK");
    }

    @Test
    void only_the_administrator_may_do_that() {
        HttpResponse<String> stranger =
                Producer.send(HttpRequest.newBuilder(at("/tapewire/drain")).POST(BodyPublishers.noBody()));
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(state()).isEqualTo("serving");
    }
}
