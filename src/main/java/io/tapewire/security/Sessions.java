package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The browsers that have signed in with a JWT. Each has a cookie with a random value, so that the token itself stays
 * with nobody. A session ends with its token. Any thread.
 *
 * <p>They are in memory, so after a restart people sign in again. The administrator's browser needs none of them, see
 * {@link Login}.
 */
@ApplicationScoped
public class Sessions {
    /** No value of {@link Login} begins like this. */
    private static final String PREFIX = "s.";

    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Limits limits;
    private final Duration maxAge;
    private final InstantSource clock;

    /** @param caller until the session ends */
    private record Session(Caller.Owner owner, Caller caller) {}

    @Inject
    Sessions(Limits limits) {
        this(limits, InstantSource.system());
    }

    Sessions(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.maxAge = Duration.ofSeconds(limits.of(Limit.LOGIN_S));
        this.clock = clock;
    }

    /** Only for the container's proxy. */
    protected Sessions() {
        this.limits = null;
        this.maxAge = null;
        this.clock = null;
    }

    /**
     * Begins a session, and gives the value of its cookie. If its caller has as many as allowed, the oldest of these
     * ends.
     *
     * @return nothing if all callers together have as many as allowed
     */
    synchronized Optional<String> begin(Caller caller) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> session.caller().hasExpired(now));
        endOldestOf(caller.owner());
        if (sessions.size() >= limits.of(Limit.SESSIONS)) {
            limits.refused(Limit.SESSIONS);
            return Optional.empty();
        }
        String value = PREFIX + Secrets.next();
        sessions.put(Secrets.hash(value), new Session(caller.owner(), caller.until(now.plus(maxAge))));
        return Optional.of(value);
    }

    private void endOldestOf(Caller.Owner owner) {
        List<String> theirs = sessions.entrySet().stream()
                .filter(entry -> entry.getValue().owner().equals(owner))
                .map(Map.Entry::getKey)
                .toList();
        // in the order in which they have begun
        if (theirs.size() >= limits.of(Limit.SESSIONS_OF_ONE)) {
            limits.refused(Limit.SESSIONS_OF_ONE);
            sessions.remove(theirs.get(0));
        }
    }

    /** Whose session has this cookie, until it ends, or {@code null} if it is none or has ended. */
    synchronized Caller find(String value) {
        Session session = value.startsWith(PREFIX) ? sessions.get(Secrets.hash(value)) : null;
        return session == null || session.caller().hasExpired(clock.instant()) ? null : session.caller();
    }
}
