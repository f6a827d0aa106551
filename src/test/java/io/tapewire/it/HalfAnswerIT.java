package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that fail when they have begun: no client takes half of one for a whole one. */
@ExtendWith(ArquillianExtension.class)
class HalfAnswerIT {
    @ArquillianResource
    private URL deployed;

    private Producer producer;

    @Deployment(testable = false)
    static WebArchive host() {
        return ShrinkWrap.create(WebArchive.class, "half.war")
                .addAsLibraries(new File(System.getProperty("it.jar")))
                .addClass(HalfAnswer.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    @BeforeEach
    void find() {
        producer = new Producer(URI.create("http://localhost:" + deployed.getPort() + "/half/"), ServerTest.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "sent/gone", "sent/announced", "sent/announced/gone"})
    void a_client_is_told_that_an_answer_is_incomplete(String which) {
        assertThatThrownBy(() -> ask(which)).isInstanceOf(UncheckedIOException.class);
        assertThat(producer.get("channels").statusCode())
                .as("others are served")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"begun", "begun/announced"})
    void nothing_of_an_answer_that_was_not_sent_is_in_the_refusal(String which) {
        HttpResponse<String> answer = ask(which);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"error\":{\"code\":\"failed\",\"message\":"
                        + "\"the server could not process this request\"}}\n");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.headers().firstValue("Tapewire-First")).isEmpty();
    }

    private HttpResponse<String> ask(String which) {
        return producer.get("channels/" + which + "/messages");
    }
}
