package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

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
    private final int most;
    private final Duration maxAge;
    private final InstantSource clock;

    private record Session(Caller caller, Instant ends) {}

    @Inject
    Sessions(Limits limits) {
        this(limits, InstantSource.system());
    }

    Sessions(Limits limits, InstantSource clock) {
        this.most = limits.asInt(Limit.SESSIONS);
        this.maxAge = Duration.ofSeconds(limits.of(Limit.LOGIN_S));
        this.clock = clock;
    }

    /** Only for the container's proxy. */
    protected Sessions() {
        this.most = 0;
        this.maxAge = null;
        this.clock = null;
    }

    /** Begins a session, and gives the value of its cookie. If there are as many as allowed, the oldest one ends. */
    synchronized String begin(Caller caller) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> !now.isBefore(session.ends()));
        if (sessions.size() >= most) {
            Iterator<String> oldest = sessions.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        Instant ends = now.plus(maxAge);
        if (caller.expires() != null && caller.expires().isBefore(ends)) {
            ends = caller.expires();
        }
        String value = PREFIX + Secrets.next();
        sessions.put(Secrets.hash(value), new Session(caller, ends));
        return value;
    }

    /** Whose session has this cookie, or {@code null} if it is none or has ended. */
    synchronized Caller find(String value) {
        Session session = value.startsWith(PREFIX) ? sessions.get(Secrets.hash(value)) : null;
        return session != null && clock.instant().isBefore(session.ends()) ? session.caller() : null;
    }
}
