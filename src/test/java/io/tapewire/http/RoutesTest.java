package io.tapewire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.access.Access;
import io.tapewire.access.Caller;
import io.tapewire.access.Forbidden;
import io.tapewire.access.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No handler is reached without the permission that its method needs. */
class RoutesTest {
    private static final Caller ADA = Caller.ofApplication("ada", Set.of());

    private final List<String> asked = new ArrayList<>();
    private final List<String> handled = new ArrayList<>();
    private Permission granted;
    private final Routes routes = new Routes(new Access((caller, permission, channel) -> {
        asked.add(caller.name() + " " + permission + " " + channel);
        return permission == granted;
    }));

    @ParameterizedTest
    @CsvSource({
        "GET, /channels/a/b/output, output, SUBSCRIBE, a/b",
        "HEAD, /channels/a/b/output, output, SUBSCRIBE, a/b",
        "GET, /channels/a/runs/r, run, SUBSCRIBE, a",
        "PUT, /channels/a/output, output, PUBLISH, a",
        "POST, /channels/a/messages, messages, PUBLISH, a",
        "DELETE, /channels/a, channel, MANAGE, a",
    })
    void the_method_says_which_permission_is_needed(
            String method, String path, String kind, Permission needed, String channel) throws IOException {
        for (String each : List.of("GET", "PUT", "POST", "DELETE")) {
            routes.on(each, kind, (target, request, response) -> handled.add(target.channel()));
        }
        for (Permission each : Permission.values()) {
            granted = each;
            if (each == needed) {
                serve(method, path);
            } else {
                assertThatThrownBy(() -> serve(method, path)).isInstanceOf(Forbidden.class);
            }
        }
        assertThat(asked).hasSize(3).containsOnly("ada " + needed + " " + channel);
        assertThat(handled).containsExactly(channel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "OPTIONS", "HEAD", "get", "BREW"})
    void a_handler_whose_permission_nobody_knows_cannot_be_added(String method) {
        assertThatThrownBy(() -> routes.on(method, "output", (target, request, response) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(method);
    }

    @Test
    void a_request_that_has_not_passed_the_gate_is_not_served() {
        routes.on("GET", "output", (target, request, response) -> handled.add("reached"));

        assertThatThrownBy(() -> {
                    HttpServletRequest request = request("GET", "/channels/a/output", null);
                    routes.serve(Target.of(request), request, null);
                })
                .isInstanceOf(IllegalStateException.class);
        assertThat(handled).isEmpty();
    }

    private void serve(String method, String path) throws IOException {
        HttpServletRequest request = request(method, path, ADA);
        routes.serve(Target.of(request), request, null);
    }

    private static HttpServletRequest request(String method, String path, Caller caller) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                RoutesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, call, arguments) -> switch (call.getName()) {
                    case "getMethod" -> method;
                    case "getContextPath" -> "";
                    case "getRequestURI" -> path;
                    case "getUserPrincipal" -> caller;
                    default -> throw new UnsupportedOperationException(call.getName());
                });
    }
}
