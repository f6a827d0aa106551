package io.tapewire.config;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Provides the settings {@code tapewire.*} from MicroProfile Config. */
@ApplicationScoped
public class Configuration {
    private static final String TOKEN = "tapewire.token";
    private static final String ORIGINS = "tapewire.origins";
    private static final String PROXIES = "tapewire.proxies";
    private static final String AUDIT = "tapewire.audit.enabled";
    static final String GROUPS = "tapewire.groups";
    private static final Pattern ORIGIN =
            Pattern.compile("https?://(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?");

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

    /** Where the logs of channels are. */
    public EngineSettings engine() {
        return engine(ConfigProvider.getConfig());
    }

    static EngineSettings engine(Config config) {
        return EngineSettings.read(key -> config.getOptionalValue(key, String.class));
    }

    /** Whether and where logs are kept beyond the memory. */
    public HistorySettings history() {
        return history(ConfigProvider.getConfig());
    }

    static HistorySettings history(Config config) {
        return HistorySettings.read(key -> config.getOptionalValue(key, String.class));
    }

    /** How people sign in with OpenID Connect, or nothing if they cannot. */
    public Optional<OidcSettings> oidc() {
        return oidc(ConfigProvider.getConfig());
    }

    static Optional<OidcSettings> oidc(Config config) {
        return OidcSettings.read(key -> config.getOptionalValue(key, String.class));
    }

    /** Which headers of a proxy say who makes a request, or nothing if none does. */
    public Optional<ProxyLoginSettings> proxyLogin() {
        return proxyLogin(ConfigProvider.getConfig());
    }

    static Optional<ProxyLoginSettings> proxyLogin(Config config) {
        return ProxyLoginSettings.read(
                key -> config.getOptionalValue(key, String.class),
                !list(config, PROXIES).isEmpty());
    }

    /** What groups of people are granted, as JSON; nothing if it is not set. */
    public Optional<String> groups() {
        return ConfigProvider.getConfig().getOptionalValue(GROUPS, String.class);
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

    /** Whether it is written down who does what. */
    public boolean isAudited() {
        return isAudited(ConfigProvider.getConfig());
    }

    static boolean isAudited(Config config) {
        String text =
                config.getOptionalValue(AUDIT, String.class).orElse("true").strip();
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        AUDIT + " = \"" + text + "\" is not allowed: it takes true or false");
        };
    }

    /** The origins whose pages may use this server, besides its own. */
    public Set<String> origins() {
        return origins(ConfigProvider.getConfig());
    }

    static Set<String> origins(Config config) {
        Set<String> origins = list(config, ORIGINS);
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(ORIGINS + " has \"" + origin
                        + "\", which is not allowed: it takes origins such as https://tape.example:8443, separated by"
                        + " commas, without a path and without *");
            }
        }
        return origins;
    }

    private static Set<String> list(Config config, String key) {
        return Arrays.stream(
                        config.getOptionalValue(key, String.class).orElse("").split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Addresses, and ranges of addresses, of the proxies that pass requests on to this server. */
    public Set<String> proxies() {
        return list(ConfigProvider.getConfig(), PROXIES);
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
