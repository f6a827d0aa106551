package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.tapewire.http.Resources;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be asked from outside. Whoever adds something has to say here who may use it, and to test that. */
class EndpointsTest {
    private static final JavaClasses OURS =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.tapewire");

    @Test
    void every_servlet_filter_and_endpoint_is_known() {
        assertThat(names(type -> type.isAssignableTo(Servlet.class)
                        || type.isAssignableTo(Filter.class)
                        || type.isAnnotatedWith(ServerEndpoint.class)))
                .containsExactlyInAnyOrder(
                        // behind the gate: what it serves is checked for each channel, before any handler
                        "io.tapewire.http.ChannelsServlet",
                        // behind the gate: TokensIT asks each with forged tokens
                        "io.tapewire.account.Me",
                        "io.tapewire.account.RevocationDesk",
                        "io.tapewire.account.TicketOffice",
                        "io.tapewire.socket.TapewireEndpoint",
                        // the client's files, which are public
                        "io.tapewire.page.ClientFiles",
                        // lets in to the page, to the rest, and to the socket
                        "io.tapewire.security.Gate",
                        "io.tapewire.security.PageGate",
                        "io.tapewire.socket.Admission");
    }

    @Test
    void every_address_that_is_not_public_is_behind_the_gate() throws IOException {
        String fragment = Files.readString(Path.of("src/main/resources/META-INF/web-fragment.xml"));
        Matcher mapping = Pattern.compile(
                        "<filter-mapping>\\s*<filter-name>tapewire-gate</filter-name>(.*?)</filter-mapping>",
                        Pattern.DOTALL)
                .matcher(fragment);
        assertThat(mapping.find()).isTrue();
        assertThat(mapping.group(1))
                .contains(
                        ">/ws<",
                        ">/channels<",
                        ">/channels/*<",
                        ">/tapewire/me<",
                        ">/tapewire/tickets<",
                        ">/tapewire/revocations<");
    }

    @Test
    void every_route_is_asked_by_the_tests_of_permissions() throws IOException {
        Set<String> routes = new TreeSet<>();
        for (JavaClass type : OURS) {
            if (type.isAssignableTo(Resources.class) && !type.isInterface()) {
                routes.addAll(routesIn(
                        Files.readString(Path.of("src/main/java", type.getName().replace('.', '/') + ".java"))));
            }
        }
        List<String> asked = Endpoint.of("c").stream()
                .filter(endpoint -> endpoint.path().startsWith("channels"))
                .map(EndpointsTest::kind)
                .toList();

        assertThat(routes).hasSizeGreaterThan(8).containsExactlyInAnyOrderElementsOf(new TreeSet<>(asked));
    }

    /** What is added by {@code on("GET", "output", …)} and {@code on("GET", Target.RUN, …)}. */
    private static Set<String> routesIn(String source) {
        return Pattern.compile("\\.on\\(\\s*\"([A-Z]+)\",\\s*(?:\"([a-z]+)\"|Target\\.([A-Z]+))")
                .matcher(source)
                .results()
                .map(route -> route.group(1) + " "
                        + (route.group(2) == null ? route.group(3).toLowerCase(Locale.ROOT) : route.group(2)))
                .collect(Collectors.toSet());
    }

    private static String kind(Endpoint endpoint) {
        String rest = endpoint.path().replaceFirst("^channels/?", "");
        String[] parts = rest.split("/", -1);
        String kind = rest.isEmpty() ? "all" : parts.length == 1 ? "channel" : parts.length == 2 ? parts[1] : "run";
        return endpoint.method() + " " + kind;
    }

    private static List<String> names(Predicate<JavaClass> wanted) {
        return OURS.stream().filter(wanted).map(JavaClass::getName).toList();
    }
}
