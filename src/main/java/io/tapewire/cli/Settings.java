package io.tapewire.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What holds where an option is not given: the environment, and then the file. An option's key, for instance
 * {@code finish-within}, is {@code TAPEWIRE_FINISH_WITHIN} in the environment. Immutable.
 */
final class Settings implements IDefaultValueProvider {
    private final Map<String, String> environment;
    private final Path path;
    private final Properties file = new Properties();

    /** @throws IOException if there is a file that cannot be read */
    Settings(Map<String, String> environment) throws IOException {
        this.environment = environment;
        this.path = path(environment);
        if (Files.exists(path)) {
            try (Reader reader = Files.newBufferedReader(path)) {
                file.load(reader);
            }
        }
    }

    private static Path path(Map<String, String> environment) {
        String named = environment.get("TAPEWIRE_CONFIG");
        if (named != null) {
            return Path.of(named);
        }
        String home = environment.get("XDG_CONFIG_HOME");
        return (home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(home))
                .resolve("tapewire/config");
    }

    @Override
    public String defaultValue(ArgSpec option) {
        String key = option.descriptionKey();
        return key == null ? null : find(key);
    }

    /** The value of a key, or {@code null}. */
    String find(String key) {
        String value =
                environment.get("TAPEWIRE_" + key.toUpperCase(Locale.ROOT).replace('-', '_'));
        return value == null || value.isEmpty() ? file.getProperty(key) : value;
    }

    /** The file that the token is in, or {@code null} if it is not in the file. */
    Path tokenFile() {
        boolean isInEnvironment =
                !environment.getOrDefault("TAPEWIRE_TOKEN", "").isEmpty();
        return !isInEnvironment && file.containsKey("token") ? path : null;
    }
}
