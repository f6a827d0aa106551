package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.tapewire.drain.Readiness;
import io.tapewire.page.ClientFiles;
import io.tapewire.page.CommandFiles;
import io.tapewire.signin.Callback;
import io.tapewire.signin.SignIn;
import io.tapewire.signin.SignOut;
import jakarta.servlet.annotation.WebServlet;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What can be asked from outside. {@code TokensIT} asks all of it with forged tokens, and for the channels of others;
 * here is seen to it that nothing is missing there.
 */
class EndpointsTest {
    /**
     * Whose addresses need no caller: the files of the client and of the command are public, and people who sign in or out and
     * load balancers have none.
     */
    private static final List<Class<?>> PUBLIC = List.of(
            ClientFiles.class, CommandFiles.class, SignIn.class, Callback.class, SignOut.class, Readiness.class);

    @Test
    void every_address_that_is_not_public_is_behind_the_gate() throws Exception {
        assertThat(gated()).hasSizeGreaterThan(4).containsExactlyInAnyOrderElementsOf(addresses());
    }

    @Test
    void every_servlet_is_asked_by_the_tests_of_permissions() {
        List<String> asked = Endpoint.of("c").stream()
                .map(endpoint -> "/" + endpoint.path().replaceFirst("\\?.*", ""))
                .toList();

        for (String address : addresses()) {
            if (!address.equals("/ws")) {
                assertThat(asked)
                        .anyMatch(path -> address.endsWith("/*")
                                ? path.startsWith(address.substring(0, address.length() - 1))
                                : path.equals(address));
            }
        }
    }

    private static List<String> addresses() {
        List<String> all = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("io.tapewire")) {
            if (PUBLIC.stream().noneMatch(type::isEquivalentTo)) {
                type.tryGetAnnotationOfType(WebServlet.class)
                        .ifPresent(servlet -> Stream.of(servlet.value(), servlet.urlPatterns())
                                .flatMap(Stream::of)
                                .forEach(all::add));
                type.tryGetAnnotationOfType(ServerEndpoint.class).ifPresent(endpoint -> all.add(endpoint.value()));
            }
        }
        return all;
    }

    /** What web-fragment.xml maps to the gate. */
    private static List<String> gated() throws Exception {
        Document fragment = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("src/main/resources/META-INF/web-fragment.xml").toFile());
        return elements(fragment.getElementsByTagName("filter-mapping"))
                .filter(mapping -> text(mapping, "filter-name").contains("tapewire-gate"))
                .flatMap(mapping -> text(mapping, "url-pattern").stream())
                .toList();
    }

    private static List<String> text(Element parent, String name) {
        return elements(parent.getElementsByTagName(name))
                .map(Element::getTextContent)
                .toList();
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast);
    }
}
