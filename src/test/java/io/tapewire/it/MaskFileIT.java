package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application whose configuration names a file with secrets: they are masked in all its channels. */
@ExtendWith(ArquillianExtension.class)
class MaskFileIT {
    private static final String SECRET = "the secret of the file";

    @ArquillianResource
    private URL deployed;

    @Deployment(testable = false)
    static WebArchive host() throws IOException {
        Path file = Files.writeString(Path.of("target", "masked-values"), SECRET + "\n");
        return ShrinkWrap.create(WebArchive.class, "masking.war")
                .addAsLibraries(new File(System.getProperty("it.jar")))
                .addAsResource(
                        new StringAsset("tapewire.mask.file="
                                + file.toAbsolutePath().toUri().getPath()),
                        "META-INF/microprofile-config.properties")
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    @Test
    void its_values_are_masked_in_every_channel() {
        Producer producer =
                new Producer(URI.create("http://localhost:" + deployed.getPort() + "/masking/"), ServerTest.TOKEN);
        producer.print("build", "a " + SECRET + "\n");
        producer.print("deploy", "b " + SECRET + "\n");
        assertThat(producer.history("build")).isEqualTo("a ***\n");
        assertThat(producer.history("deploy")).isEqualTo("b ***\n");
    }
}
