package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application whose own observers throw: what is published is published all the same. */
@ExtendWith(ArquillianExtension.class)
class FailingObserverIT {
    @ArquillianResource
    private URL deployed;

    private Producer producer;

    @Deployment(testable = false)
    static WebArchive host() {
        return ShrinkWrap.create(WebArchive.class, "failing.war")
                .addAsLibraries(new File(System.getProperty("it.jar")))
                .addClass(FailingObserver.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    @BeforeEach
    void find() {
        producer = new Producer(URI.create("http://localhost:" + deployed.getPort() + "/failing/"), ServerTest.TOKEN);
    }

    @Test
    void a_producer_gets_its_receipt_and_its_output_is_there() {
        assertThat(producer.print("build", "one\ntwo\n").getInt("bytes")).isEqualTo(8);
        assertThat(producer.history("build")).isEqualTo("one\ntwo\n");
    }

    @Test
    void every_message_is_published() {
        String note = "{\"type\":\"notification\",\"data\":{\"title\":\"t\",\"message\":\"m\"}}\n";
        assertThat(producer.say("notes", "application/x-ndjson", note + note).getInt("offset"))
                .isEqualTo(2);
    }

    @Test
    void what_is_refused_is_still_refused() {
        String large =
                "{\"type\":\"notification\",\"data\":{\"title\":\"t\",\"message\":\"" + "x".repeat(65_000) + "\"}}";
        assertThat(producer.trySay("notes", "application/json", large.replace("xxxxx", "\\u0001\\u0001"))
                        .statusCode())
                .isEqualTo(413);
    }
}
