package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.access.Access;
import io.tapewire.access.Caller;
import io.tapewire.access.Grants;
import io.tapewire.access.GroupGrants;
import io.tapewire.access.Revocations;
import io.tapewire.access.Revoked;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.config.ProxyLoginSettings;
import io.tapewire.shared.Sharing;
import io.tapewire.token.BadToken;
import io.tapewire.token.KeysUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is found, and by what. */
class CallersTest {
    private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");
    private static final Caller ADA = Caller.withToken("ada", "t1", NOW.plusSeconds(60), Grants.ALL);

    private static final Proxies PROXIES = new Proxies(List.of(AddressRange.of("10.0.0.1")));

    private Instant now = NOW;
    private final Revocations revocations = new Revocations(Limits.STANDARD, () -> now);
    private final Login login = new Login(Tokens.of("admin"), Limits.STANDARD, () -> now);
    private final Sessions sessions = new Sessions(Limits.STANDARD, revocations, Sharing.none(() -> now), () -> now);
    private final Tickets tickets = new Tickets(Limits.STANDARD, Sharing.none(() -> now), () -> now);
    private boolean outage;
    private final Callers callers = new Callers(
            Tokens.of("admin"),
            login,
            sessions,
            tickets,
            new io.tapewire.token.Tokens() {
                @Override
                public Caller verify(String token) throws BadToken {
                    if (outage) {
                        throw new KeysUnavailable(null);
                    }
                    if (!token.equals("of ada")) {
                        throw new BadToken("the token is not valid");
                    }
                    return ADA;
                }
            },
            revocations,
            new Access((caller, permission, channel) -> false),
            new FailedTokens(Limits.STANDARD.with(Limit.FAILED_TOKENS_PER_MIN, 3), () -> 0),
            PROXIES,
            new ProxyLogin(
                    new ProxyLoginSettings("X-User", "X-Groups"),
                    PROXIES,
                    new GroupGrants(Map.of("ops", Grants.ALL)),
                    Limits.STANDARD,
                    () -> now),
            () -> now);

    @Test
    void after_too_many_wrong_tokens_from_an_address_none_is_looked_at_but_sessions_go_on() throws BadToken {
        String cookie = sessions.begin(ADA).orElseThrow();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> callers.of(new Request().bearer("guess").made()))
                    .isExactlyInstanceOf(BadToken.class);
        }

        assertThatThrownBy(() -> callers.of(new Request().bearer("of ada").made()))
                .isInstanceOf(TooManyFailures.class);
        assertThatThrownBy(() -> callers.of(new Request().query("token=admin").made()))
                .isInstanceOf(TooManyFailures.class);
        assertThatThrownBy(() -> callers.of(new Request().query("ticket=guess").made()))
                .isInstanceOf(TooManyFailures.class);
        assertThat(callers.of(new Request().cookies(cookie).made()).caller().name())
                .isEqualTo("ada");
        assertThat(callers.of(new Request().from("192.0.2.2").bearer("of ada").made())
                        .caller())
                .isEqualTo(ADA);
    }

    @Test
    void a_ticket_whose_token_was_revoked_meanwhile_opens_nothing() throws BadToken {
        Request asked = new Request();
        String ticket = tickets.issue(ADA, asked.made()).orElseThrow().value();
        revocations.revoke(new Revoked(Revoked.Kind.JTI, "t1"), null);

        assertThatThrownBy(() -> callers.of(asked.query("ticket=" + ticket).made()))
                .isInstanceOf(BadToken.class);
    }

    @Test
    void nothing_lets_in_a_caller_whose_token_has_ended() {
        now = NOW.plusSeconds(60);

        assertThatThrownBy(() -> callers.byToken("of ada", "192.0.2.1"))
                .isInstanceOf(BadToken.class)
                .hasMessageContaining("expired");
        assertThatThrownBy(() -> callers.of(new Request().bearer("of ada").made()))
                .isInstanceOf(BadToken.class);
    }

    @Test
    void a_bearer_token_of_the_applications_own_login_is_no_wrong_one() throws BadToken {
        Callers.Found found =
                callers.of(new Request().principal("bob").bearer("of bob").made());

        assertThat(found.caller()).isEqualTo(Caller.ofApplication("bob", Set.of()));
        assertThat(found.session()).as("what a browser sends by itself").isNull();
        outage = true;
        assertThat(callers.of(new Request().principal("bob").bearer("of bob").made())
                        .caller()
                        .name())
                .isEqualTo("bob");
        outage = false;
        assertThat(callers.of(new Request().principal("bob").bearer("of ada").made())
                        .caller())
                .isEqualTo(ADA);
        assertThatThrownBy(() -> callers.of(new Request().bearer("of bob").made()))
                .isInstanceOf(BadToken.class);
    }

    @Test
    void the_first_cookie_that_identifies_somebody_counts() throws BadToken {
        String value = sessions.begin(ADA).orElseThrow();

        Callers.Found found =
                callers.of(new Request().cookies("junk", value, login.issue()).made());

        assertThat(found.caller().name()).isEqualTo("ada");
        assertThat(found.session()).isEqualTo(BrowserSession.ofCookie(value));
        assertThat(callers.of(new Request().cookies("junk").made())).isNull();
    }

    @Test
    void the_administrators_cookie_has_an_end() throws BadToken {
        Callers.Found found = callers.of(new Request().cookies(login.issue()).made());

        assertThat(found.caller().isAdministrator()).isTrue();
        assertThat(found.caller().expires()).isEqualTo(NOW.plusSeconds(login.maxAgeSeconds()));
    }

    @Test
    void the_login_of_the_application_is_what_a_browser_sends_by_itself() throws BadToken {
        assertThat(callers.of(new Request().principal("bob").made()).session())
                .isEqualTo(BrowserSession.ofLogin("bob"));
        assertThat(callers.of(new Request().made())).isNull();
    }

    @Test
    void a_proxy_of_ours_says_who_makes_a_request_and_in_which_groups_they_are() throws BadToken {
        Callers.Found found = callers.of(new Request()
                .from("10.0.0.1")
                .header("X-User", "eve")
                .header("X-Groups", "other, ops")
                .made());

        assertThat(found.caller().name()).isEqualTo("eve");
        assertThat(found.caller().grants()).isEqualTo(Grants.ALL);
        assertThat(found.caller().expires()).isEqualTo(NOW.plusSeconds(Limit.LOGIN_S.standard()));
        assertThat(found.session()).as("what a browser sends by itself").isEqualTo(BrowserSession.ofProxy("eve"));
    }

    @Test
    void headers_of_a_proxy_say_nothing_if_anybody_else_sends_them() throws BadToken {
        assertThat(callers.of(new Request().header("X-User", "eve").made())).isNull();
    }

    @Test
    void a_name_that_comes_twice_is_nobodys() {
        assertThatThrownBy(() -> callers.of(new Request()
                        .from("10.0.0.1")
                        .header("X-User", "eve", "admin")
                        .made()))
                .isInstanceOf(BadToken.class);
    }

    @Test
    void a_ticket_that_was_asked_for_through_a_proxy_is_good_for_the_same_person_only() throws BadToken {
        HttpServletRequest asked =
                new Request().from("10.0.0.1").header("X-User", "eve").made();
        Callers.Found eve = callers.of(asked);
        for (String name : List.of("bob", "eve")) {
            eve.session().attachTo(asked);
            String ticket = tickets.issue(eve.caller(), asked).orElseThrow().value();
            Request request =
                    new Request().from("10.0.0.1").header("X-User", name).query("ticket=" + ticket);
            if (name.equals("eve")) {
                assertThat(callers.of(request.made()).caller()).isEqualTo(eve.caller());
            } else {
                assertThatThrownBy(() -> callers.of(request.made())).isInstanceOf(BadToken.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/ws, ", // Payara, WildFly
        "'',  /ws" // Open Liberty
    })
    void the_token_in_the_address_counts_for_viewers_wherever_the_container_puts_the_path(String servlet, String rest) {
        assertThat(Callers.takesTokenInAddress(request(servlet, rest, null))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"/channels, ", "/channels, /ws", "'', /channels/ws", "/ws, /x", "/wsx, "})
    void it_counts_nowhere_else(String servlet, String rest) {
        assertThat(Callers.takesTokenInAddress(request(servlet, rest, null))).isFalse();
    }

    @Test
    void a_bearer_token_is_a_header_in_any_case_and_with_any_blanks() {
        assertThat(Callers.bearerOf(request("/ws", null, "Bearer H"), false)).isEqualTo("H");
        assertThat(Callers.bearerOf(request("/channels", null, "bearer  H "), true))
                .isEqualTo("H");
        assertThat(Callers.bearerOf(request("/channels", null, null), false)).isNull();
    }

    @Test
    void a_header_of_another_kind_is_a_wrong_token_unless_the_application_knows_it() {
        assertThat(Callers.bearerOf(request("/ws", null, "Basic abc"), false)).isEmpty();
        assertThat(Callers.bearerOf(request("/ws", null, "Basic abc"), true)).isNull();
    }

    private static HttpServletRequest request(String servletPath, String pathInfo, String authorization) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                CallersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getServletPath" -> servletPath;
                    case "getPathInfo" -> pathInfo;
                    case "getQueryString" -> "channel=a&token=T";
                    case "getHeader" -> "Authorization".equals(arguments[0]) ? authorization : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** A request for {@code /ws} in the making. */
    private static final class Request {
        private final Map<String, Object> answers = new HashMap<>(Map.of("getRemoteAddr", "192.0.2.1"));
        private final Map<Object, List<String>> headers = new HashMap<>();

        Request from(String address) {
            answers.put("getRemoteAddr", address);
            return this;
        }

        Request bearer(String token) {
            answers.put("getHeader", "Bearer " + token);
            return this;
        }

        Request query(String text) {
            answers.put("getQueryString", text);
            return this;
        }

        Request header(String name, String... values) {
            headers.put(name, List.of(values));
            return this;
        }

        Request cookies(String... values) {
            answers.put("cookies", "tapewire=" + String.join("; tapewire=", values));
            return this;
        }

        Request principal(String name) {
            answers.put("getUserPrincipal", (Principal) () -> name);
            return this;
        }

        HttpServletRequest made() {
            return (HttpServletRequest) Proxy.newProxyInstance(
                    CallersTest.class.getClassLoader(),
                    new Class<?>[] {HttpServletRequest.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getServletPath" -> "/ws";
                        case "getHeader" -> "Authorization".equals(arguments[0]) ? answers.get("getHeader") : null;
                        case "getHeaders" ->
                            "Cookie".equals(arguments[0]) && answers.containsKey("cookies")
                                    ? Collections.enumeration(List.of(answers.get("cookies")))
                                    : Collections.enumeration(headers.getOrDefault(arguments[0], List.of()));
                        case "setAttribute" -> answers.put("getAttribute", arguments[1]);
                        case "isSecure" -> false;
                        case "getRemoteAddr", "getQueryString", "getUserPrincipal", "getPathInfo", "getAttribute" ->
                            answers.get(method.getName());
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }
    }
}
