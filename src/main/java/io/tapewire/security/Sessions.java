package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.access.Revocations;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.shared.Entries;
import io.tapewire.shared.EntryRules;
import io.tapewire.shared.Sharing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The browsers that have signed in with a JWT or with OpenID Connect. Each has a cookie with a random value, so that the
 * token itself stays with nobody. A session ends with its caller's permission, after a fixed time at the latest, and when
 * it is idle: when nothing was requested, and no connection or upload of it was open, for a while. Any thread.
 *
 * <p>They are in memory, so after a restart people sign in again. Servers that share a store have them there. If it does not
 * answer, {@link io.tapewire.event.StoreUnavailable} is thrown, and what goes on in a session goes on. The administrator's
 * browser needs no session, see {@link Login}.
 */
@ApplicationScoped
public class Sessions {
    /** No value of {@link Login} begins like this. */
    private static final String PREFIX = "s.";

    private final Entries<Caller> sessions;
    private final Limits limits;
    private final Duration maxAge;
    private final Revocations uses;
    private final InstantSource clock;

    @Inject
    Sessions(Limits limits, Revocations uses, Sharing sharing) {
        this(limits, uses, sharing, InstantSource.system());
    }

    /** @param uses what goes on by somebody's permission */
    Sessions(Limits limits, Revocations uses, Sharing sharing, InstantSource clock) {
        this.limits = limits;
        this.uses = uses;
        this.maxAge = Duration.ofSeconds(limits.of(Limit.LOGIN_S));
        this.clock = clock;
        this.sessions = sharing.entries(
                new EntryRules(
                        "sessions",
                        limits.of(Limit.SESSIONS),
                        limits.of(Limit.SESSIONS_OF_ONE),
                        true,
                        Duration.ofSeconds(limits.of(Limit.SESSION_IDLE_S))),
                CallerJson.CODEC);
        sessions.whileInUse(uses::sessionsInUse, uses::sessionEnded);
        uses.whenUseEnds(this::used);
        uses.askForSessions(sessions::has);
    }

    /** Only for the container's proxy. */
    protected Sessions() {
        this.sessions = null;
        this.limits = null;
        this.maxAge = null;
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
        String value = PREFIX + Secrets.next();
        String id = Secrets.hash(value);
        Caller inside = caller.until(clock.instant().plus(maxAge)).inSession(id);
        String owner = Secrets.hash(caller.owner().text());
        Entries.Added added = sessions.add(id, inside, owner, inside.expires());
        if (added.ended() != null) {
            limits.refused(Limit.SESSIONS_OF_ONE);
            uses.sessionEnded(added.ended());
        }
        if (added.outcome() != Entries.Outcome.DONE) {
            limits.refused(Limit.SESSIONS);
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** Whose session has this cookie, until it ends, or {@code null} if it is none or has ended. */
    Caller find(String value) {
        return value.startsWith(PREFIX)
                ? sessions.find(Secrets.hash(value))
                        .filter(caller -> !caller.hasExpired(clock.instant()))
                        .orElse(null)
                : null;
    }

    /**
     * Ends the session that has this cookie, and its connections and uploads.
     *
     * @return whose it was, or nothing if there was none
     */
    public Optional<Caller> end(String value) {
        if (!value.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String id = Secrets.hash(value);
        Optional<Caller> ended = sessions.take(id);
        ended.ifPresent(caller -> uses.sessionEnded(id));
        return ended;
    }

    private void used(Caller caller) {
        if (caller.session() != null) {
            sessions.keep(caller.session());
        }
    }
}
