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
import java.util.Set;

/**
 * Tickets for connections: an address, unlike a header, is often logged, so what stands in it is valid once and for
 * seconds only. A ticket is bound to the session and to the origin that it was given to. Any thread.
 */
@ApplicationScoped
public class Tickets {
    private final Map<String, Entry> tickets = new HashMap<>();
    private final Limits limits;
    private final Duration maxAge;
    private final InstantSource clock;

    /** @param session the browser's session that has asked for it, or {@code null} if a token has */
    private record Entry(Caller caller, String origin, BrowserSession session, Instant ends) {}

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
        this.limits = limits;
        this.maxAge = Duration.ofSeconds(limits.of(Limit.TICKET_S));
        this.clock = clock;
    }

    /** Only for the container's proxy. */
    protected Tickets() {
        this.limits = null;
        this.maxAge = null;
        this.clock = null;
    }

    /**
     * Gives out a ticket, which ends with its caller's own permission at the latest.
     *
     * @return nothing if this caller, or all together, have as many unused ones as allowed
     */
    public synchronized Optional<Ticket> issue(Caller caller, HttpServletRequest request) {
        Instant now = clock.instant();
        if (isFull(caller)) {
            tickets.values().removeIf(entry -> !now.isBefore(entry.ends()));
        }
        if (isFull(caller)) {
            limits.refused(hasTooMany(caller) ? Limit.TICKETS_OF_ONE : Limit.TICKETS);
            return Optional.empty();
        }
        Instant ends = now.plus(maxAge);
        if (caller.hasExpired(ends)) {
            ends = caller.expires();
        }
        String value = Secrets.next();
        tickets.put(Secrets.hash(value), new Entry(caller, originOf(request), BrowserSession.of(request), ends));
        return Optional.of(new Ticket(value, ends));
    }

    private boolean isFull(Caller caller) {
        return tickets.size() >= limits.of(Limit.TICKETS) || hasTooMany(caller);
    }

    private boolean hasTooMany(Caller caller) {
        long theirs = tickets.values().stream()
                .filter(entry -> entry.caller().owner().equals(caller.owner()))
                .count();
        return theirs >= limits.of(Limit.TICKETS_OF_ONE);
    }

    /** How long a ticket is valid, so that a caller who has too many knows when to try again. */
    public int maxAgeSeconds() {
        return (int) maxAge.toSeconds();
    }

    /**
     * Whose ticket this is, or {@code null} if it is not good for this request. It is void from now on.
     *
     * @param brought what the browser has sent by itself to prove who uses it
     */
    synchronized Caller redeem(String value, HttpServletRequest request, Set<BrowserSession> brought) {
        Entry entry = tickets.remove(Secrets.hash(value));
        boolean good = entry != null
                && clock.instant().isBefore(entry.ends())
                && Objects.equals(entry.origin(), originOf(request))
                && (entry.session() == null || brought.contains(entry.session()));
        return good ? entry.caller() : null;
    }

    private static String originOf(HttpServletRequest request) {
        return request.getHeader("Origin");
    }
}
