package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.access.GroupGrants;
import io.tapewire.config.Configuration;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.config.ProxyLoginSettings;
import io.tapewire.token.BadToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Who makes a request, as an authenticating proxy says it in headers. They count only in requests that one of our proxies
 * has passed on: from anybody else they say nothing. Any thread.
 */
@ApplicationScoped
public class ProxyLogin {

    private final ProxyLoginSettings settings;
    private final Proxies proxies;
    private final GroupGrants grants;
    private final long maxAgeSeconds;
    private final InstantSource clock;

    @Inject
    ProxyLogin(Configuration configuration, Proxies proxies, GroupGrants grants, Limits limits) {
        this(configuration.proxyLogin().orElse(null), proxies, grants, limits, InstantSource.system());
    }

    /** @param settings the headers, or {@code null} if none counts */
    ProxyLogin(ProxyLoginSettings settings, Proxies proxies, GroupGrants grants, Limits limits, InstantSource clock) {
        this.settings = settings;
        this.proxies = proxies;
        this.grants = grants;
        this.maxAgeSeconds = limits.of(Limit.LOGIN_S);
        this.clock = clock;
    }

    /** Only for the container's proxy. */
    protected ProxyLogin() {
        this(null, null, null, Limits.STANDARD, null);
    }

    /**
     * Whom the proxy names. As it does not tell when somebody signs out, what they open ends after a while.
     *
     * @throws BadToken if there are several names, of which one may be the visitor's own invention
     */
    Optional<Caller> of(HttpServletRequest request) throws BadToken {
        if (settings == null || !proxies.havePassedOn(request)) {
            return Optional.empty();
        }
        String name = only(request, settings.userHeader());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Caller.person(name, name, clock.instant().plusSeconds(maxAgeSeconds), grants.of(groups(request))));
    }

    private List<String> groups(HttpServletRequest request) throws BadToken {
        String header = settings.groupsHeader();
        return header == null
                ? List.of()
                : Arrays.stream(only(request, header).split(",", -1))
                        .map(String::strip)
                        .filter(group -> !group.isEmpty())
                        .toList();
    }

    private static String only(HttpServletRequest request, String header) throws BadToken {
        List<String> all = Collections.list(request.getHeaders(header));
        if (all.size() > 1) {
            throw new BadToken("the proxy says more than once who you are: it must replace " + header);
        }
        return all.isEmpty() ? "" : all.get(0).strip();
    }
}
