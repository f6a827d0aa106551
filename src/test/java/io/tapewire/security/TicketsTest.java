package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.access.Caller;
import io.tapewire.access.Grants;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.shared.Sharing;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TicketsTest {
    private static final Caller ADA = Caller.ofApplication("ada", Set.of());
    private static final HttpServletRequest PLAIN = request(Map.of());

    private Instant now = Instant.parse("2026-11-26T06:00:00Z");
    private final Tickets tickets = new Tickets(
            Limits.STANDARD.with(Limit.TICKETS, 3).with(Limit.TICKETS_OF_ONE, 2), Sharing.none(() -> now), () -> now);

    @Test
    void a_ticket_is_good_once() {
        String ticket = issue(PLAIN);

        assertThat(redeem(ticket, PLAIN)).isEqualTo(ADA);
        assertThat(redeem(ticket, PLAIN)).isNull();
    }

    @Test
    void a_ticket_is_good_for_half_a_minute() {
        String first = issue(PLAIN);
        String second = issue(PLAIN);

        now = now.plusMillis(29_999);
        assertThat(redeem(first, PLAIN)).isEqualTo(ADA);
        now = now.plusMillis(1);
        assertThat(redeem(second, PLAIN)).isNull();
    }

    @Test
    void a_ticket_has_128_random_bits() {
        assertThat(issue(PLAIN)).matches("[A-Za-z0-9_-]{22}").isNotEqualTo(issue(PLAIN));
    }

    @Test
    void a_ticket_is_for_the_origin_that_asked_for_it() {
        HttpServletRequest ours = request(Map.of("Origin", "https://ours.example"));
        HttpServletRequest theirs = request(Map.of("Origin", "https://ours.example.evil"));

        assertThat(redeem(issue(ours), theirs)).isNull();
        assertThat(redeem(issue(ours), PLAIN)).isNull();
        assertThat(redeem(issue(PLAIN), ours)).isNull();
        assertThat(redeem(issue(ours), ours)).isEqualTo(ADA);
    }

    @Test
    void a_ticket_of_a_session_is_for_that_session_among_whatever_cookies_come_along() {
        HttpServletRequest session = request(Map.of(), "s.one");
        HttpServletRequest several = request(Map.of(), "s.older", "s.one");
        BrowserSession.ofCookie("s.one").attachTo(session);

        assertThat(redeem(issue(session), request(Map.of(), "s.other"))).isNull();
        assertThat(redeem(issue(session), PLAIN)).isNull();
        assertThat(redeem(issue(session), session)).isEqualTo(ADA);
        assertThat(redeem(issue(session), several)).isEqualTo(ADA);
    }

    @Test
    void a_ticket_of_the_applications_login_is_for_that_login() {
        HttpServletRequest asked = request(Map.of());
        BrowserSession.ofLogin("ada").attachTo(asked);

        assertThat(redeem(issue(asked), signedIn("bob"))).isNull();
        assertThat(redeem(issue(asked), PLAIN)).isNull();
        assertThat(redeem(issue(asked), signedIn("ada"))).isEqualTo(ADA);
    }

    @Test
    void a_ticket_for_a_bearer_token_is_bound_to_no_cookie_that_comes_along() {
        HttpServletRequest bearer = request(Map.of("Authorization", "Bearer x"), "s.one");

        assertThat(redeem(issue(bearer), PLAIN)).isEqualTo(ADA);
    }

    @Test
    void a_ticket_ends_with_its_callers_token() {
        Caller brief = Caller.withToken("ada", null, now.plusSeconds(5), Grants.NONE);
        Tickets.Ticket ticket = tickets.issue(brief, PLAIN).orElseThrow();

        assertThat(ticket.expires()).isEqualTo(now.plusSeconds(5));
        now = now.plusSeconds(5);
        assertThat(redeem(ticket.value(), PLAIN)).isNull();
    }

    @Test
    void further_tickets_of_one_caller_are_refused_until_others_are_used_or_have_ended() {
        String first = issue(PLAIN);
        issue(PLAIN);
        assertThat(tickets.issue(ADA, PLAIN)).isEmpty();
        assertThat(tickets.issue(Caller.ofApplication("bob", Set.of()), PLAIN))
                .as("somebody else")
                .isPresent();

        redeem(first, PLAIN);
        assertThat(tickets.issue(ADA, PLAIN)).isPresent();
        now = now.plusSeconds(30);
        assertThat(tickets.issue(ADA, PLAIN)).isPresent();
    }

    @Test
    void further_tickets_are_refused_when_all_together_have_as_many_as_allowed() {
        for (String name : List.of("a", "b", "c")) {
            assertThat(tickets.issue(Caller.ofApplication(name, Set.of()), PLAIN))
                    .isPresent();
        }
        assertThat(tickets.issue(ADA, PLAIN)).isEmpty();
    }

    private static HttpServletRequest signedIn(String name) {
        return new HttpServletRequestWrapper(PLAIN) {
            @Override
            public Principal getUserPrincipal() {
                return () -> name;
            }
        };
    }

    private Caller redeem(String ticket, HttpServletRequest request) {
        return tickets.redeem(ticket, request, BrowserSession.in(request));
    }

    private String issue(HttpServletRequest request) {
        return tickets.issue(ADA, request).orElseThrow().value();
    }

    private static HttpServletRequest request(Map<String, String> headers, String... cookies) {
        Map<String, Object> attributes = new HashMap<>();
        return (HttpServletRequest) Proxy.newProxyInstance(
                TicketsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getHeaders" ->
                        Collections.enumeration(Arrays.stream(cookies)
                                .map(value -> "tapewire=" + value)
                                .toList());
                    case "getUserPrincipal" -> null;
                    case "getAttribute" -> attributes.get((String) arguments[0]);
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
