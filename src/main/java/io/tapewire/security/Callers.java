package io.tapewire.security;

import io.tapewire.access.Access;
import io.tapewire.access.Caller;
import io.tapewire.access.Revocations;
import io.tapewire.token.BadToken;
import io.tapewire.token.KeysUnavailable;
import io.tapewire.token.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out who makes a request: by a bearer token, a ticket or token in the address of {@code /ws}, the page's cookie,
 * the application's own login, or what a proxy says. Any thread.
 *
 * <p>A token or ticket counts, right or wrong, in place of what comes after it, except that a bearer token that is not
 * ours may be the one that the application's login or the proxy has accepted.
 */
@ApplicationScoped
public class Callers {
    private static final String BEARER = "Bearer ";

    private final AdministratorToken administrator;
    private final Login login;
    private final Sessions sessions;
    private final Tickets tickets;
    private final Tokens tokens;
    private final Revocations revocations;
    private final Access access;
    private final FailedTokens failed;
    private final Proxies proxies;
    private final ProxyLogin proxyLogin;
    private final InstantSource clock;

    /**
     * Who makes a request, and how we know.
     *
     * @param session what the browser sends by itself to prove it, as it does with a cookie, also when another site's
     *     page makes the request; {@code null} if that takes a token or a ticket
     */
    public record Found(Caller caller, BrowserSession session) {}

    @Inject
    Callers(
            AdministratorToken administrator,
            Login login,
            Sessions sessions,
            Tickets tickets,
            Tokens tokens,
            Revocations revocations,
            Access access,
            FailedTokens failed,
            Proxies proxies,
            ProxyLogin proxyLogin) {
        this(
                administrator,
                login,
                sessions,
                tickets,
                tokens,
                revocations,
                access,
                failed,
                proxies,
                proxyLogin,
                InstantSource.system());
    }

    Callers(
            AdministratorToken administrator,
            Login login,
            Sessions sessions,
            Tickets tickets,
            Tokens tokens,
            Revocations revocations,
            Access access,
            FailedTokens failed,
            Proxies proxies,
            ProxyLogin proxyLogin,
            InstantSource clock) {
        this.administrator = administrator;
        this.login = login;
        this.sessions = sessions;
        this.tickets = tickets;
        this.tokens = tokens;
        this.revocations = revocations;
        this.access = access;
        this.failed = failed;
        this.proxies = proxies;
        this.proxyLogin = proxyLogin;
        this.clock = clock;
    }

    /** Only for the container's proxy. */
    protected Callers() {
        this(null, null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * Who makes this request.
     *
     * @return {@code null} if it does not say
     * @throws BadToken if what it says is wrong, has ended, or was taken back
     * @throws KeysUnavailable if that cannot be told now
     */
    public Found of(HttpServletRequest request) throws BadToken {
        Found found = claimed(request);
        if (found != null) {
            requireValid(found.caller());
        }
        return found;
    }

    private Found claimed(HttpServletRequest request) throws BadToken {
        Found signedIn = signedIn(request);
        String bearer = bearerOf(request, signedIn != null);
        if (bearer != null) {
            return new Found(signedIn == null ? byToken(bearer, request) : byTokenOr(signedIn.caller(), bearer), null);
        }
        if (takesTokenInAddress(request)) {
            Found inAddress = inAddress(request, signedIn);
            if (inAddress != null) {
                return inAddress;
            }
        }
        return byCookie(request).orElse(signedIn);
    }

    /**
     * A page of another site cannot make a browser send a bearer token, so the login that comes with it needs no other
     * proof.
     */
    private Caller byTokenOr(Caller signedIn, String bearer) {
        try {
            return byToken(bearer);
        } catch (BadToken | KeysUnavailable ofLogin) {
            return signedIn;
        }
    }

    /** What the application's own login says, or else a proxy; {@code null} if neither says anything. */
    private Found signedIn(HttpServletRequest request) throws BadToken {
        Principal principal = request.getUserPrincipal();
        if (principal != null) {
            String name = principal.getName();
            return new Found(Caller.ofApplication(name, rolesOf(request)), BrowserSession.ofLogin(name));
        }
        return proxyLogin
                .of(request)
                .map(caller -> new Found(caller, BrowserSession.ofProxy(caller.getName())))
                .orElse(null);
    }

    /** Not by {@code getParameter}, which would read a posted body. */
    private Found inAddress(HttpServletRequest request, Found signedIn) throws BadToken {
        Query query = Query.of(request);
        String ticket = query.first("ticket");
        if (ticket != null) {
            Set<BrowserSession> brought = BrowserSession.in(request);
            if (signedIn != null) {
                brought.add(signedIn.session());
            }
            return new Found(counted(proxies.networkOf(request), () -> byTicket(ticket, request, brought)), null);
        }
        String token = query.first("token");
        return token == null ? null : new Found(byToken(token, request), null);
    }

    private Caller byTicket(String ticket, HttpServletRequest request, Set<BrowserSession> brought) throws BadToken {
        Caller caller = tickets.redeem(ticket, request, brought);
        if (caller == null) {
            throw new BadToken("this ticket is not valid, or not any more");
        }
        return caller;
    }

    /** Like {@link #byToken(String, String)}, for a token that has come with a request. */
    Caller byToken(String token, HttpServletRequest request) throws BadToken {
        return byToken(token, proxies.networkOf(request));
    }

    /**
     * Who has this token.
     *
     * @param network where it comes from, as in {@link Proxies#networkOf}
     * @throws BadToken if it is not accepted, has ended, or was revoked
     * @throws TooManyFailures if too many from there were wrong
     * @throws KeysUnavailable if that cannot be told now
     */
    public Caller byToken(String token, String network) throws BadToken {
        return counted(network, () -> byToken(token));
    }

    private interface Check {
        Caller caller() throws BadToken;
    }

    private Caller counted(String network, Check check) throws BadToken {
        if (failed.areTooMany(network)) {
            throw new TooManyFailures();
        }
        try {
            return check.caller();
        } catch (BadToken bad) {
            failed.add(network);
            throw bad;
        }
    }

    private Caller byToken(String token) throws BadToken {
        Caller caller = administrator.matches(token) ? Caller.ADMINISTRATOR : tokens.verify(token);
        requireValid(caller);
        return caller;
    }

    private void requireValid(Caller caller) throws BadToken {
        if (revocations.isRevoked(caller)) {
            throw new BadToken("the permission was taken back", caller);
        }
        if (caller.hasExpired(clock.instant())) {
            throw new BadToken("the token has expired", caller);
        }
    }

    /** By the first cookie that identifies somebody: another path or application may have set one of the same name. */
    private Optional<Found> byCookie(HttpServletRequest request) {
        return BrowserCookie.LOGIN
                .all(request, proxies.isSecure(request))
                .map(value -> byCookie(value)
                        .map(caller -> new Found(caller, BrowserSession.ofCookie(value)))
                        .orElse(null))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Optional<Caller> byCookie(String value) {
        return login.endOf(value).map(Caller.ADMINISTRATOR::until).or(() -> Optional.ofNullable(sessions.find(value)));
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
    static boolean takesTokenInAddress(HttpServletRequest request) {
        return "/ws".equals(request.getServletPath() + Objects.toString(request.getPathInfo(), ""));
    }
}
