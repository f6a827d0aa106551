package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Tickets for connections: an address, unlike a header, is often logged, so what stands in it is valid once and for
 * seconds only. A ticket is bound to the session and to the origin that it was given to. Any thread.
 */
@ApplicationScoped
public class Tickets {
    private final Map<String, Entry> tickets = new HashMap<>();
    private final int most;
    private final Duration maxAge;
    private final InstantSource clock;

    private record Entry(Caller caller, String origin, String session, Instant ends) {}

    /**
     * A ticket as its caller gets it.
     *
     * @param value what stands in the address
     * @param expires from then on it is void
     */
    public record Ticket(String value, Instant expires) {}

    @Inject
    Tickets(Limits limits) {
        this(limits, InstantSource.system());
    }

    Tickets(Limits limits, InstantSource clock) {
        this.most = limits.asInt(Limit.TICKETS);
        this.maxAge = Duration.ofSeconds(limits.of(Limit.TICKET_S));
        this.clock = clock;
    }

    /** Only for the container's proxy. */
    protected Tickets() {
        this.most = 0;
        this.maxAge = null;
        this.clock = null;
    }

    /** Gives out a ticket, or none if there are as many as allowed. */
    public synchronized Optional<Ticket> issue(Caller caller, HttpServletRequest request) {
        Instant now = clock.instant();
        if (tickets.size() >= most) {
            tickets.values().removeIf(entry -> !now.isBefore(entry.ends()));
        }
        if (tickets.size() >= most) {
            return Optional.empty();
        }
        Instant ends = now.plus(maxAge);
        String value = Secrets.next();
        tickets.put(Secrets.hash(value), new Entry(caller, originOf(request), sessionOf(request), ends));
        return Optional.of(new Ticket(value, ends));
    }

    /** Whose ticket this is, or {@code null} if it is not good for this request. It is void from now on. */
    synchronized Caller redeem(String value, HttpServletRequest request) {
        Entry entry = tickets.remove(Secrets.hash(value));
        boolean good = entry != null
                && clock.instant().isBefore(entry.ends())
                && Objects.equals(entry.origin(), originOf(request))
                && (entry.session() == null || entry.session().equals(sessionOf(request)));
        return good ? entry.caller() : null;
    }

    private static String originOf(HttpServletRequest request) {
        return request.getHeader("Origin");
    }

    /** The cookie's hash, or {@code null}; with a bearer token there is no session to bind to. */
    private static String sessionOf(HttpServletRequest request) {
        boolean hasBearer = request.getHeader("Authorization") != null;
        return hasBearer ? null : LoginCookie.of(request).map(Secrets::hash).orElse(null);
    }
}
