package io.tapewire.security;

import io.tapewire.access.Access;
import io.tapewire.access.Caller;
import io.tapewire.access.Revocations;
import io.tapewire.token.BadToken;
import io.tapewire.token.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out who makes a request: by a bearer token, a ticket or token in the address of {@code /ws}, the page's cookie,
 * or the application's own login. The first that is there counts, right or wrong. Any thread.
 */
@ApplicationScoped
public class Identification {
    private static final String BEARER = "Bearer ";

    @Inject
    private AdministratorToken administrator;

    @Inject
    private Login login;

    @Inject
    private Sessions sessions;

    @Inject
    private Tickets tickets;

    @Inject
    private Tokens tokens;

    @Inject
    private Revocations revocations;

    @Inject
    private Access access;

    /**
     * Who makes this request.
     *
     * @return {@code null} if it does not say
     * @throws BadToken if what it says is wrong, or was taken back
     * @throws io.tapewire.token.KeysUnavailable if that cannot be told now
     */
    public Identity of(HttpServletRequest request) throws BadToken {
        Identity identity = claimed(request);
        if (identity != null) {
            requireValid(identity.caller());
        }
        return identity;
    }

    private Identity claimed(HttpServletRequest request) throws BadToken {
        Principal principal = request.getUserPrincipal();
        String bearer = bearerOf(request, principal != null);
        if (bearer != null) {
            return new Identity(byToken(bearer), false);
        }
        if (isForViewers(request)) {
            Identity inAddress = inAddress(request);
            if (inAddress != null) {
                return inAddress;
            }
        }
        Caller signedIn = LoginCookie.of(request).map(this::byCookie).orElse(null);
        if (signedIn == null && principal != null) {
            signedIn = Caller.ofApplication(principal.getName(), rolesOf(request));
        }
        return signedIn == null ? null : new Identity(signedIn, true);
    }

    /** Not by {@code getParameter}, which would read a posted body. */
    private Identity inAddress(HttpServletRequest request) throws BadToken {
        Query query = Query.of(request);
        String ticket = query.first("ticket");
        if (ticket != null) {
            Caller caller = tickets.redeem(ticket, request);
            if (caller == null) {
                throw new BadToken("this ticket is not valid, or not any more");
            }
            return new Identity(caller, false);
        }
        String token = query.first("token");
        return token == null ? null : new Identity(byToken(token), false);
    }

    /**
     * Who has this token.
     *
     * @throws BadToken if it is not accepted, or was revoked
     * @throws io.tapewire.token.KeysUnavailable if that cannot be told now
     */
    public Caller byToken(String token) throws BadToken {
        Caller caller = administrator.matches(token) ? Caller.ADMINISTRATOR : tokens.verify(token);
        requireValid(caller);
        return caller;
    }

    private void requireValid(Caller caller) throws BadToken {
        if (revocations.isRevoked(caller)) {
            throw new BadToken("the permission was taken back");
        }
    }

    private Caller byCookie(String value) {
        return login.holds(value) ? Caller.ADMINISTRATOR : sessions.find(value);
    }

    private Set<String> rolesOf(HttpServletRequest request) {
        return access.roles().stream().filter(request::isUserInRole).collect(Collectors.toSet());
    }

    /**
     * The token in the header, right or wrong, or {@code null} if there is none.
     *
     * @param isSignedIn whether a header of another kind was for the application's own login
     */
    static String bearerOf(HttpServletRequest request, boolean isSignedIn) {
        String header = request.getHeader("Authorization");
        if (header == null) {
            return null;
        }
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return header.substring(BEARER.length()).strip();
        }
        return isSignedIn ? null : "";
    }

    /**
     * Whether the address may have a token: only that of {@code /ws}, where a browser cannot set a header. Both parts of
     * the path count, because no servlet is mapped to an endpoint: Open Liberty then has the whole path in the second
     * part.
     */
    static boolean isForViewers(HttpServletRequest request) {
        return "/ws".equals(request.getServletPath() + Objects.toString(request.getPathInfo(), ""));
    }
}
