package io.tapewire.security;

import io.tapewire.config.Configuration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The proxies before this server ({@code tapewire.proxies}), which say in {@code X-Forwarded-For} whose request they pass
 * on. From anybody else this header and the others of proxies say nothing. Any thread.
 */
@ApplicationScoped
public class Proxies {
    private final List<AddressRange> trusted;

    @Inject
    Proxies(Configuration configuration) {
        this(configuration.proxies().stream().map(AddressRange::of).toList());
    }

    Proxies(List<AddressRange> trusted) {
        this.trusted = trusted;
    }

    /** Only for the container's proxy. */
    protected Proxies() {
        this(List.of());
    }

    /** From which address a request comes: of those that it was passed on by, the last that is no proxy of ours. */
    public String addressOf(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        List<String> passedOn = forwarded(request);
        for (int i = passedOn.size() - 1; i >= 0 && isTrusted(address); i--) {
            if (!AddressRange.isAddress(passedOn.get(i))) {
                // "unknown", or a name: then the proxy is as far as it can be followed
                return address;
            }
            address = passedOn.get(i);
        }
        return address;
    }

    /** Who counts together by their address: one IPv4 address, or one IPv6 network, which a single person may have. */
    public String networkOf(HttpServletRequest request) {
        return AddressRange.networkOf(addressOf(request));
    }

    /** Whether the browser's connection has TLS, to this server or to a proxy of ours. */
    public boolean isSecure(HttpServletRequest request) {
        return request.isSecure()
                || (havePassedOn(request) && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
    }

    /** Whether a proxy of ours has sent this request, so that its headers say the truth. */
    boolean havePassedOn(HttpServletRequest request) {
        return isTrusted(request.getRemoteAddr());
    }

    /** The application's root as the browser names it, without a slash at its end; nothing if it names none. */
    public Optional<String> ownAddress(HttpServletRequest request) {
        String forwarded = havePassedOn(request) ? request.getHeader("X-Forwarded-Host") : null;
        // each proxy adds the name by which it was asked, so the browser's comes first
        String host = forwarded == null ? request.getHeader("Host") : forwarded.split(",", -1)[0].strip();
        return Origin.parse((isSecure(request) ? "https://" : "http://") + host)
                .map(origin -> origin + request.getContextPath());
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static List<String> forwarded(HttpServletRequest request) {
        return Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .toList();
    }
}
