package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.shared.Entries;
import io.tapewire.shared.EntryRules;
import io.tapewire.shared.Sharing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tickets for connections: an address, unlike a header, is often logged, so what stands in it is valid once and for
 * seconds only. A ticket is bound to the session and to the origin that it was given to. Any thread.
 *
 * <p>If servers share a store that does not answer, {@link io.tapewire.event.StoreUnavailable} is thrown.
 */
@ApplicationScoped
public class Tickets {
    private final Entries<IssuedTicket> tickets;
    private final Limits limits;
    private final Duration maxAge;
    private final InstantSource clock;

    /**
     * A ticket as its caller gets it.
     *
     * @param value what stands in the address
     * @param expires from then on it is void
     */
    public record Ticket(String value, Instant expires) {}

    @Inject
    Tickets(Limits limits, Sharing sharing) {
        this(limits, sharing, InstantSource.system());
    }

    Tickets(Limits limits, Sharing sharing, InstantSource clock) {
        this.limits = limits;
        this.maxAge = Duration.ofSeconds(limits.of(Limit.TICKET_S));
        this.clock = clock;
        this.tickets = sharing.entries(
                new EntryRules("tickets", limits.of(Limit.TICKETS), limits.of(Limit.TICKETS_OF_ONE), false, null),
                IssuedTicket.CODEC);
    }

    /** Only for the container's proxy. */
    protected Tickets() {
        this.tickets = null;
        this.limits = null;
        this.maxAge = null;
        this.clock = null;
    }

    /**
     * Gives out a ticket, which ends with its caller's own permission at the latest.
     *
     * @return nothing if this caller, or all together, have as many unused ones as allowed
     */
    public Optional<Ticket> issue(Caller caller, HttpServletRequest request) {
        Instant ends = clock.instant().plus(maxAge);
        if (caller.hasExpired(ends)) {
            ends = caller.expires();
        }
        String value = Secrets.next();
        IssuedTicket ticket = new IssuedTicket(caller, originOf(request), BrowserSession.of(request), ends);
        Entries.Outcome outcome = tickets.add(
                        Secrets.hash(value), ticket, Secrets.hash(caller.owner().text()), ends)
                .outcome();
        if (outcome != Entries.Outcome.DONE) {
            limits.refused(outcome == Entries.Outcome.OWNER_HAS_TOO_MANY ? Limit.TICKETS_OF_ONE : Limit.TICKETS);
            return Optional.empty();
        }
        return Optional.of(new Ticket(value, ends));
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
    Caller redeem(String value, HttpServletRequest request, Set<BrowserSession> brought) {
        return tickets.take(Secrets.hash(value))
                .filter(ticket -> clock.instant().isBefore(ticket.ends())
                        && Objects.equals(ticket.origin(), originOf(request))
                        && (ticket.session() == null || brought.contains(ticket.session())))
                .map(IssuedTicket::caller)
                .orElse(null);
    }

    private static String originOf(HttpServletRequest request) {
        return request.getHeader("Origin");
    }
}
