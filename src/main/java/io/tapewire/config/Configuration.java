package io.tapewire.config;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Provides the settings {@code tapewire.*} from MicroProfile Config. */
@ApplicationScoped
public class Configuration {
    private static final String TOKEN = "tapewire.token";

    private Limits limits;

    @PostConstruct
    void read() {
        // read once, because every connection uses them
        limits = limits(ConfigProvider.getConfig());
    }

    /** The bounds in force; {@link ConfigurationCheck} has checked that they can be read. */
    @Produces
    @Dependent
    Limits limits() {
        return limits;
    }

    /** The administrator's token, if one is set. */
    public Optional<String> token() {
        return token(ConfigProvider.getConfig());
    }

    /** How JWTs are checked, or nothing if none is accepted. */
    public Optional<JwtSettings> jwt() {
        return jwt(ConfigProvider.getConfig());
    }

    /** The values that are masked in all channels. */
    public List<String> maskedValues() {
        return maskedValues(ConfigProvider.getConfig(), limits);
    }

    static List<String> maskedValues(Config config, Limits limits) {
        return config.getOptionalValue(MaskFile.KEY, String.class)
                .map(file -> MaskFile.read(file.strip(), limits))
                .orElse(List.of());
    }

    static Limits limits(Config config) {
        return Limits.read(key -> config.getOptionalValue(key, String.class));
    }

    static Optional<String> token(Config config) {
        Optional<String> token = config.getOptionalValue(TOKEN, String.class).map(String::strip);
        token.filter(text -> !text.matches("[\\x21-\\x7e]{1,512}")).ifPresent(text -> {
            throw new IllegalArgumentException(TOKEN + " is not allowed (" + text.length() + " characters, not shown):"
                    + " it takes 1 to 512 visible ASCII characters");
        });
        return token;
    }

    static Optional<JwtSettings> jwt(Config config) {
        return JwtSettings.read(key -> config.getOptionalValue(key, String.class));
    }
}
