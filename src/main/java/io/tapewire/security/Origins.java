package io.tapewire.security;

import io.tapewire.config.Configuration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Tells whether a request was made by a page that may make it: one of this server, or of {@code tapewire.origins}. Any
 * thread.
 */
@ApplicationScoped
public class Origins {
    private static final Logger LOG = System.getLogger(Origins.class.getName());
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD");
    private static final int MOST_SHOWN = 200;

    /** The log's share of a flood of such requests. */
    private static final int MOST_LOGGED_PER_MIN = 100;

    private final Set<Origin> configured;
    private final Proxies proxies;
    private final Budget logged;
    private final AtomicLong notLogged = new AtomicLong();

    @Inject
    Origins(Configuration configuration, Proxies proxies) {
        this(configuration.origins(), proxies);
    }

    Origins(Set<String> configured, Proxies proxies) {
        this(configured, proxies, System::nanoTime);
    }

    Origins(Set<String> configured, Proxies proxies, LongSupplier nanoTime) {
        this.logged = new Budget(MOST_LOGGED_PER_MIN, TimeUnit.MINUTES.toNanos(1), nanoTime);
        this.proxies = proxies;
        this.configured = configured.stream()
                .map(text -> Origin.parse(text).orElseThrow())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Only for the container's proxy. */
    protected Origins() {
        this(Set.of(), null);
    }

    /**
     * Whether a request may be made from where it comes. If it may not, the log says why.
     *
     * @param isAmbient whether a browser has sent the proof of who makes it by itself. Then the browser must say that
     *     it comes from an allowed page, or the request must neither change anything nor open a connection
     */
    public boolean allow(HttpServletRequest request, boolean isAmbient) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return !isAmbient || (HARMLESS.contains(request.getMethod()) && request.getHeader("Upgrade") == null);
        }
        if (!isAmbient && !Callers.takesTokenInAddress(request)) {
            // other sites cannot read the answer, and whoever has the token could also ask without a browser
            return true;
        }
        boolean allowed =
                Origin.parse(origin).filter(page -> isAllowed(page, request)).isPresent();
        if (!allowed) {
            tell(origin, own(request));
        }
        return allowed;
    }

    private void tell(String origin, String own) {
        if (!logged.take()) {
            notLogged.incrementAndGet();
            return;
        }
        long more = notLogged.getAndSet(0);
        LOG.log(
                Logger.Level.WARNING,
                () -> "A request from the origin " + shown(origin) + " was refused, because it came to " + shown(own)
                        + ". If this origin is right, name it in tapewire.origins"
                        + (more == 0 ? "" : " (and " + more + " more that are not logged)"));
    }

    private boolean isAllowed(Origin page, HttpServletRequest request) {
        return configured.contains(page) || isOurs(page, request);
    }

    /**
     * Whether scheme, host and port are those that the request was sent to. A proxy that ends TLS lets a secure request
     * look like an open one, but nothing lets an open one look secure.
     */
    private boolean isOurs(Origin page, HttpServletRequest request) {
        Optional<Origin> own = Origin.parse(page.scheme() + "://" + hostOf(request));
        return own.filter(page::equals).isPresent() && (page.scheme().equals("https") || !proxies.isSecure(request));
    }

    private String own(HttpServletRequest request) {
        return (proxies.isSecure(request) ? "https://" : "http://") + hostOf(request);
    }

    private static String hostOf(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host == null ? "" : host;
    }

    /** Anybody can send anything, so it must not control the log. */
    private static String shown(String text) {
        String brief = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
        return '"' + brief.replaceAll("[^\\x20-\\x7e…]", "?") + '"';
    }
}
