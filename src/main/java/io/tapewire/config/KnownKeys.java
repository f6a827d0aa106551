package io.tapewire.config;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The keys that Tapewire knows. Immutable. */
final class KnownKeys {
    private final Set<String> keys = new HashSet<>();
    private final Set<String> dotted = new HashSet<>();
    private final Map<String, String> environment;

    KnownKeys(Map<String, String> environment) {
        this.environment = environment;
        Arrays.stream(Limit.values()).map(Limit::key).forEach(keys::add);
        keys.addAll(Set.of("tapewire.token", "tapewire.origins", "tapewire.proxies", "tapewire.audit.enabled"));
        keys.add(MaskFile.KEY);
        keys.addAll(JwtSettings.keys());
        keys.addAll(HistorySettings.keys());
        keys.addAll(EngineSettings.keys());
        keys.add(Configuration.GROUPS);
        keys.addAll(OidcSettings.keys());
        keys.addAll(ProxyLoginSettings.keys());
        // the command tapewire takes these from the same environment
        keys.addAll(Set.of("tapewire.url", "tapewire.token-file", "tapewire.config"));
        keys.addAll(Set.of("tapewire.spool-size", "tapewire.finish-within", "tapewire.message-within"));
        keys.forEach(key -> dotted.add(key.replace('-', '.')));
    }

    /**
     * Whether a key is one of ours. WildFly spells a variable such as {@code TAPEWIRE_HISTORY_MAX_AGE_S} with dots alone, as
     * {@code tapewire.history.max.age.s}; anywhere else this would be a typing error.
     */
    boolean has(String key) {
        return keys.contains(key) || (dotted.contains(key) && environment.containsKey(variable(key)));
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
