package io.tapewire.config;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which headers of an authenticating proxy say who makes a request.
 *
 * @param userHeader the header with the person's name
 * @param groupsHeader the header with their groups, separated by commas, or {@code null}
 */
public record ProxyLoginSettings(String userHeader, String groupsHeader) {
    private static final String USER = "tapewire.proxy-login.user-header";
    private static final String GROUPS = "tapewire.proxy-login.groups-header";
    private static final String HEADER = "[A-Za-z0-9-]{1,100}";

    static Set<String> keys() {
        return Set.of(USER, GROUPS);
    }

    /**
     * Reads them, or nothing if no header says who makes a request.
     *
     * @param values gives the text of a key, or empty
     * @param hasProxies whether the addresses of proxies are configured
     * @throws IllegalArgumentException if they are not allowed
     */
    static Optional<ProxyLoginSettings> read(Function<String, Optional<String>> values, boolean hasProxies) {
        Optional<String> user = header(USER, values);
        Optional<String> groups = header(GROUPS, values);
        if (user.isEmpty() && groups.isPresent()) {
            throw new IllegalArgumentException(GROUPS + " has no meaning without " + USER);
        }
        if (user.isPresent() && !hasProxies) {
            throw new IllegalArgumentException(
                    USER + " needs tapewire.proxies: the header counts only in requests of these addresses");
        }
        return user.map(header -> new ProxyLoginSettings(header, groups.orElse(null)));
    }

    private static Optional<String> header(String key, Function<String, Optional<String>> values) {
        Optional<String> name = values.apply(key).map(String::strip).filter(text -> !text.isEmpty());
        name.filter(text -> !text.matches(HEADER)).ifPresent(text -> {
            throw new IllegalArgumentException(
                    key + " = \"" + text + "\" is not allowed: it takes the name of a header");
        });
        return name;
    }
}
