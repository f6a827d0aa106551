package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.access.Revocations;
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
 * The browsers that have signed in with a JWT or with OpenID Connect. Each has a cookie with a random value, so that the
 * token itself stays with nobody. A session ends with its caller's permission, after a fixed time at the latest, and when
 * it is idle: when nothing was requested, and no connection or upload of it was open, for a while. Any thread.
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
    private final Duration maxIdle;
    private final Revocations uses;
    private final InstantSource clock;

    /** @param caller until the session ends */
    private record Session(Caller.Owner owner, Caller caller, Instant used) {
        Session usedAt(Instant now) {
            return new Session(owner, caller, now);
        }
    }

    @Inject
    Sessions(Limits limits, Revocations uses) {
        this(limits, uses, InstantSource.system());
    }

    /** @param uses what goes on by somebody's permission */
    Sessions(Limits limits, Revocations uses, InstantSource clock) {
        this.limits = limits;
        this.uses = uses;
        this.maxIdle = Duration.ofSeconds(limits.of(Limit.SESSION_IDLE_S));
        uses.whenUseEnds(this::used);
        uses.askForSessions(this::isOpen);
        this.maxAge = Duration.ofSeconds(limits.of(Limit.LOGIN_S));
        this.clock = clock;
    }

    /** Only for the container's proxy. */
    protected Sessions() {
        this.limits = null;
        this.maxAge = null;
        this.maxIdle = null;
        this.uses = null;
        this.clock = null;
    }

    /**
     * Begins a session, and gives the value of its cookie. If its caller has as many as allowed, the oldest of these
     * ends, with its connections and uploads.
     *
     * @return nothing if all callers together have as many as allowed
     */
    public Optional<String> begin(Caller caller) {
        removeOldestOf(caller.owner()).ifPresent(uses::sessionEnded);
        return add(caller);
    }

    private synchronized Optional<String> add(Caller caller) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> hasEnded(session, now));
        if (sessions.size() >= limits.of(Limit.SESSIONS)) {
            limits.refused(Limit.SESSIONS);
            return Optional.empty();
        }
        String value = PREFIX + Secrets.next();
        String id = Secrets.hash(value);
        sessions.put(
                id, new Session(caller.owner(), caller.until(now.plus(maxAge)).inSession(id), now));
        return Optional.of(value);
    }

    private synchronized Optional<String> removeOldestOf(Caller.Owner owner) {
        Instant now = clock.instant();
        List<String> theirs = sessions.entrySet().stream()
                .filter(entry -> entry.getValue().owner().equals(owner) && !hasEnded(entry.getValue(), now))
                .map(Map.Entry::getKey)
                .toList();
        if (theirs.size() < limits.of(Limit.SESSIONS_OF_ONE)) {
            return Optional.empty();
        }
        limits.refused(Limit.SESSIONS_OF_ONE);
        // in the order in which they have begun
        String oldest = theirs.get(0);
        sessions.remove(oldest);
        return Optional.of(oldest);
    }

    private synchronized boolean isOpen(String id) {
        return sessions.containsKey(id);
    }

    /** Whose session has this cookie, until it ends, or {@code null} if it is none or has ended. */
    synchronized Caller find(String value) {
        String id = Secrets.hash(value);
        Session session = value.startsWith(PREFIX) ? sessions.get(id) : null;
        Instant now = clock.instant();
        if (session == null || hasEnded(session, now)) {
            return null;
        }
        sessions.put(id, session.usedAt(now));
        return session.caller();
    }

    /**
     * Ends the session that has this cookie, and its connections and uploads.
     *
     * @return whose it was, or nothing if there was none
     */
    public Optional<Caller> end(String value) {
        String id = Secrets.hash(value);
        Session ended;
        synchronized (this) {
            ended = sessions.remove(id);
        }
        if (ended != null) {
            uses.sessionEnded(id);
        }
        return Optional.ofNullable(ended).map(Session::caller);
    }

    private boolean hasEnded(Session session, Instant now) {
        return session.caller().hasExpired(now)
                || (!now.isBefore(session.used().plus(maxIdle))
                        && !uses.isInUse(session.caller().session()));
    }

    private synchronized void used(Caller caller) {
        if (caller.session() != null) {
            sessions.computeIfPresent(caller.session(), (id, session) -> session.usedAt(clock.instant()));
        }
    }
}
