package io.tapewire.access;

import java.security.Principal;
import java.time.Instant;
import java.util.Set;

/**
 * Who makes a request or has opened a connection. Immutable.
 *
 * @param kind how they have proved who they are
 * @param name the subject of their token, or the name of the application's caller principal or of the proxy's header;
 *     {@code null} if the token names nobody
 * @param shownName how people call them, or {@code null} if only the name is known
 * @param tokenId the {@code jti} of their token, or {@code null}
 * @param session names the session of the browser that has proved it, or {@code null}; it is no secret
 * @param expires when their token or their session ends, or {@code null} if it doesn't
 * @param grants what their token grants; nothing for callers of the application's own login
 * @param roles those of {@link ChannelRules#roles} that they have in the application
 */
public record Caller(
        Kind kind,
        String name,
        String shownName,
        String tokenId,
        String session,
        Instant expires,
        Grants grants,
        Set<String> roles)
        implements Principal {
    /** Who has the administrator's token. */
    public static final Caller ADMINISTRATOR =
            new Caller(Kind.ADMINISTRATOR, "administrator", null, null, null, null, Grants.ALL, Set.of());

    /** How somebody has proved who they are. */
    public enum Kind {
        /** By the administrator's token, which allows everything. */
        ADMINISTRATOR,
        /** By a JWT. */
        TOKEN,
        /** By signing in with OpenID Connect, or at a proxy before this server. */
        PERSON,
        /** By the login of the application that this is a part of. */
        APPLICATION
    }

    /**
     * Whom a quota is for: all tokens of a person count together.
     *
     * @param who a value to compare
     */
    public record Owner(Kind kind, Object who) {
        /** The same text for the same owner, on each server. */
        public String text() {
            return kind + " " + who;
        }
    }

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Who has a token. */
    public static Caller withToken(String subject, String tokenId, Instant expires, Grants grants) {
        return new Caller(Kind.TOKEN, subject, null, tokenId, null, expires, grants, Set.of());
    }

    /** Who has signed in, with OpenID Connect or at a proxy. */
    public static Caller person(String name, String shownName, Instant expires, Grants grants) {
        return new Caller(Kind.PERSON, name, shownName, null, null, expires, grants, Set.of());
    }

    /** Who has signed in to the application itself. */
    public static Caller ofApplication(String name, Set<String> roles) {
        return new Caller(Kind.APPLICATION, name, null, null, null, null, Grants.NONE, roles);
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

    /** The same caller, until this time at the latest. */
    public Caller until(Instant end) {
        return expires != null && !end.isBefore(expires)
                ? this
                : new Caller(kind, name, shownName, tokenId, session, end, grants, roles);
    }

    /** The same caller, in a session of a browser. */
    public Caller inSession(String id) {
        return new Caller(kind, name, shownName, tokenId, id, expires, grants, roles);
    }

    public boolean isAdministrator() {
        return kind == Kind.ADMINISTRATOR;
    }

    /** The name, never {@code null}: empty if the token names nobody. */
    @Override
    public String getName() {
        return name == null ? "" : name;
    }

    /** Whose quota this caller uses. */
    public Owner owner() {
        if (isAdministrator()) {
            // each login of the page has an end of its own, so people who share the token are told apart
            return new Owner(kind, expires == null ? "" : expires);
        }
        if (name != null) {
            return new Owner(kind, new Revoked(Revoked.Kind.SUB, name));
        }
        return new Owner(kind, tokenId == null ? this : new Revoked(Revoked.Kind.JTI, tokenId));
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
