package io.tapewire.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where the logs of channels are.
 *
 * @param redis the address of a Redis that several servers share; empty if this server keeps them itself
 */
public record EngineSettings(Optional<URI> redis) {
    private static final String ENGINE = "tapewire.engine";
    private static final String ADDRESS = "tapewire.redis.uri";
    private static final String TOKEN = "tapewire.token";

    static Set<String> keys() {
        return Set.of(ENGINE, ADDRESS);
    }

    /** @throws IllegalArgumentException if a value is not allowed; the message names the key */
    static EngineSettings read(Function<String, Optional<String>> source) {
        String engine = source.apply(ENGINE)
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty())
                .orElse("embedded");
        return switch (engine) {
            case "embedded" -> new EngineSettings(Optional.empty());
            case "redis" -> {
                requireToken(source);
                yield new EngineSettings(
                        Optional.of(address(source.apply(ADDRESS).orElse(""))));
            }
            default ->
                throw new IllegalArgumentException(
                        "%s = \"%s\" is not allowed: it takes embedded or redis".formatted(ENGINE, engine));
        };
    }

    /** The servers would not understand each other's cookies and secrets if each had a token of its own. */
    private static void requireToken(Function<String, Optional<String>> source) {
        if (source.apply(TOKEN).filter(text -> !text.isBlank()).isEmpty()) {
            throw new IllegalArgumentException(ENGINE + " = redis needs " + TOKEN + ", the same on all servers");
        }
    }

    private static URI address(String text) {
        try {
            URI address = new URI(text.strip());
            if (address.getHost() != null
                    && ("redis".equals(address.getScheme()) || "rediss".equals(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException bad) {
            // the address may have a password, so it is not repeated, and neither is this
        }
        throw new IllegalArgumentException(ADDRESS
                + " is not allowed (not shown): it takes an address such as redis://user:password@redis.example:6379/0,"
                + " or rediss:// for TLS");
    }
}
