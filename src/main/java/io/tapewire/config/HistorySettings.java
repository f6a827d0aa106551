package io.tapewire.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether and where logs are kept beyond the memory.
 *
 * @param kept whether they are
 * @param directory where; empty for the standard place
 * @param sync whether records are on the disk before anybody sees them, so that they survive the end of the machine
 * @param required whether nothing is taken while it cannot be stored
 */
public record HistorySettings(boolean kept, Optional<Path> directory, boolean sync, boolean required) {
    private static final String KEPT = "tapewire.history";
    private static final String DIRECTORY = "tapewire.history.dir";
    private static final String SYNC = "tapewire.history.sync";
    private static final String REQUIRED = "tapewire.history.required";

    static Set<String> keys() {
        return Set.of(KEPT, DIRECTORY, SYNC, REQUIRED);
    }

    /** @throws IllegalArgumentException if a value is not allowed; the message names the key */
    static HistorySettings read(Function<String, Optional<String>> source) {
        return new HistorySettings(
                either(source, KEPT, "on", "off", true),
                source.apply(DIRECTORY)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .map(HistorySettings::path),
                either(source, SYNC, "true", "false", false),
                either(source, REQUIRED, "true", "false", false));
    }

    private static boolean either(
            Function<String, Optional<String>> source, String key, String yes, String no, boolean standard) {
        String text = source.apply(key)
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .orElse("");
        if (text.isEmpty()) {
            return standard;
        }
        if (!text.equals(yes) && !text.equals(no)) {
            throw new IllegalArgumentException(
                    "%s = \"%s\" is not allowed: it takes %s or %s".formatted(key, text, yes, no));
        }
        return text.equals(yes);
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(DIRECTORY + " = \"" + text + "\" is not the name of a directory", e);
        }
    }
}
