package io.tapewire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProxyLoginSettingsTest {
    private static final String USER = "tapewire.proxy-login.user-header";
    private static final String GROUPS = "tapewire.proxy-login.groups-header";

    @Test
    void no_header_says_anything_unless_it_is_named() {
        assertThat(read(Map.of(), true)).isEmpty();
        assertThat(read(Map.of(USER, "X-User"), true)).contains(new ProxyLoginSettings("X-User", null));
        assertThat(read(Map.of(USER, "X-User", GROUPS, "X-Groups"), true))
                .contains(new ProxyLoginSettings("X-User", "X-Groups"));
    }

    @Test
    void headers_without_proxies_whose_they_are_are_a_mistake() {
        assertThatThrownBy(() -> read(Map.of(USER, "X-User"), false)).hasMessageContaining("tapewire.proxies");
        assertThatThrownBy(() -> read(Map.of(GROUPS, "X-Groups"), true)).hasMessageContaining(USER);
        assertThatThrownBy(() -> read(Map.of(USER, "X User"), true)).hasMessageContaining("name of a header");
    }

    private static Optional<ProxyLoginSettings> read(Map<String, String> values, boolean hasProxies) {
        return ProxyLoginSettings.read(key -> Optional.ofNullable(values.get(key)), hasProxies);
    }
}
