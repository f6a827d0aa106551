package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.nodes.OfOneNode;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which copy of the JOSE library the WAR gets on a server: decision 15 depends on it. */
@OfOneNode("looks into one server")
@ExtendWith(ArquillianExtension.class)
class LibraryIT {
    @ArquillianResource
    private URL deployed;

    @Deployment(testable = false)
    static WebArchive host() {
        return War.packaged().addClass(LibraryProbe.class);
    }

    @Test
    void payara_puts_its_own_copy_in_the_place_of_ours_and_wildfly_does_not() {
        String copy = Producer.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + deployed.getPort() + "/library")))
                .body();

        System.out.println("The JOSE library on " + System.getProperty("it.server") + ": " + copy.strip());
        if (System.getProperty("it.server").equals("wildfly")) {
            assertThat(copy).startsWith("10.10 ").contains("/WEB-INF/lib/nimbus-jose-jwt-10.10.jar");
        } else {
            assertThat(copy).startsWith("10.5 ").doesNotContain("WEB-INF");
        }
    }
}
