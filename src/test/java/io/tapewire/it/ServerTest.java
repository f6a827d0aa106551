package io.tapewire.it;

import java.net.URI;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** The base of every integration test: the packaged WAR on the profile's server, seen from outside. */
@ExtendWith(ArquillianExtension.class)
abstract class ServerTest {
    /** What the build gave to the server, too. */
    static final String TOKEN = System.getenv("TAPEWIRE_TOKEN");

    /** A channel of the test's own, so that no test sees what another one printed. */
    String channel;

    Producer producer;

    @ArquillianResource
    private URL deployed;

    private final Deque<Viewer> viewers = new ArrayDeque<>();

    @Deployment(name = "packaged", testable = false)
    static WebArchive packagedWar() {
        return War.packaged();
    }

    @BeforeEach
    void begin(TestInfo test) {
        channel = getClass().getSimpleName() + "/"
                + test.getTestMethod().orElseThrow().getName();
        producer = new Producer(at("/"), TOKEN);
    }

    @AfterEach
    void leave() {
        viewers.forEach(Viewer::close);
    }

    /** The server's address; Payara would name the machine's own instead of the one that every machine has. */
    final URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }

    /** Begins to watch channels, and waits until each is subscribed. */
    final Viewer watch(String... channels) {
        Viewer viewer = viewer(Viewer.query(channels));
        for (String name : channels) {
            viewer.await("subscribed to " + name, message -> message.is("subscribed", name));
        }
        return viewer;
    }

    /** Connects with a query string of its own, after the token's. */
    final Viewer viewer(String query, String... subprotocols) {
        return add(Viewer.connect(at("/ws?token=" + TOKEN + query), subprotocols));
    }

    final Viewer add(Viewer viewer) {
        viewers.add(viewer);
        return viewer;
    }
}
