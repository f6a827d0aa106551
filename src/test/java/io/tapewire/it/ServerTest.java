// The base of every integration test: the packaged WAR on the profile's server, seen from outside.
package io.tapewire.it;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
abstract class ServerTest {

    /** What the build gave to the server as well. */
    static final String TOKEN = System.getenv("TAPEWIRE_TOKEN");

    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ArquillianResource
    private URL deployed;

    @Deployment(testable = false)
    static WebArchive packagedWar() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("it.war")));
    }

    /** The server's address; Payara would name the machine's own instead of the one that every machine has. */
    URI at(String pathAndQuery) {
        return URI.create("http://localhost:" + deployed.getPort() + pathAndQuery);
    }
}
