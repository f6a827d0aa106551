package io.tapewire.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where the logs of channels are.
 *
 * @param redis the address of a Redis that several servers share; empty if this server keeps them itself
 * @param files the directory that these servers share, for published files; empty if they take none
 */
public record EngineSettings(Optional<URI> redis, Optional<Path> files) {
    private static final String ENGINE = "tapewire.engine";
    private static final String ADDRESS = "tapewire.redis.uri";
    private static final String TOKEN = "tapewire.token";

    private static final String FILES = "tapewire.files.dir";

    static Set<String> keys() {
        return Set.of(ENGINE, ADDRESS, FILES);
    }

    /** @throws IllegalArgumentException if a value is not allowed; the message names the key */
    static EngineSettings read(Function<String, Optional<String>> source) {
        String engine = source.apply(ENGINE)
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty())
                .orElse("embedded");
        return switch (engine) {
            case "embedded" -> embedded(source);
            case "redis" -> {
                requireToken(source);
                yield new EngineSettings(
                        Optional.of(address(source.apply(ADDRESS).orElse(""))), files(source));
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

    private static EngineSettings embedded(Function<String, Optional<String>> source) {
        if (files(source).isPresent()) {
            throw new IllegalArgumentException(
                    FILES + " is not allowed without " + ENGINE + "=redis: a server alone has its"
                            + " files in the directory of its history, see tapewire.history.dir");
        }
        return new EngineSettings(Optional.empty(), Optional.empty());
    }

    private static Optional<Path> files(Function<String, Optional<String>> source) {
        return source.apply(FILES)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(EngineSettings::path);
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(FILES + " = \"" + text + "\" is not the name of a directory", e);
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
