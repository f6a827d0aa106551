package io.tapewire.access;

import java.security.Principal;
import java.time.Instant;
import java.util.Set;

/**
 * Who makes a request or has opened a connection. Immutable.
 *
 * @param name the subject of their token, or the name of the application's caller principal; {@code null} if the token
 *     names nobody
 * @param tokenId the {@code jti} of their token, or {@code null}
 * @param expires when their token ends, or {@code null} if it doesn't
 * @param grants what their token grants; nothing for callers of the application's own login
 * @param roles those of {@link ChannelRules#roles} that they have in the application
 * @param isAdministrator whether they have the administrator's token, which allows everything
 */
public record Caller(
        String name, String tokenId, Instant expires, Grants grants, Set<String> roles, boolean isAdministrator)
        implements Principal {
    /** Who has the administrator's token. */
    public static final Caller ADMINISTRATOR = new Caller("administrator", null, null, Grants.ALL, Set.of(), true);

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Who has a token. */
    public static Caller withToken(String subject, String tokenId, Instant expires, Grants grants) {
        return new Caller(subject, tokenId, expires, grants, Set.of(), false);
    }

    /** Who has signed in to the application itself. */
    public static Caller ofApplication(String name, Set<String> roles) {
        return new Caller(name, null, null, Grants.NONE, roles, false);
    }

    /**
     * The caller whom the gate has found, given as a request's or a session's principal.
     *
     * @throws IllegalStateException if the request has not passed the gate
     */
    public static Caller of(Principal principal) {
        if (principal instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("a request has come in without passing the gate");
    }

    /** The name, never {@code null}: empty if the token names nobody. */
    @Override
    public String getName() {
        return name == null ? "" : name;
    }

    /** Whether they have this role in the application; only of those that {@link ChannelRules#roles} names. */
    public boolean isInRole(String role) {
        return roles.contains(role);
    }

    /** Whether their token has ended at this time. */
    public boolean hasExpired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }
}
