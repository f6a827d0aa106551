package io.tapewire.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.JwtSettings;
import io.tapewire.config.JwtSettings.Source;
import io.tapewire.config.OidcSettings;
import io.tapewire.config.ProxyLoginSettings;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmittedTest {
    @Test
    void with_nothing_set_only_the_token_of_this_start_lets_in() {
        assertThat(new Admitted(true, Optional.empty(), Optional.empty(), Optional.empty(), false, Set.of()))
                .hasToString(
                        "anybody who can reach this server and has the administrator's token (made anew at each start);"
                                + " browsers connect from pages of this server");
    }

    @Test
    void all_that_lets_in_is_told_in_one_line_without_a_secret() {
        JwtSettings jwt = new JwtSettings(Source.SECRET, "a secret of the tests", "https://id.example", "tapewire");

        Optional<OidcSettings> oidc = Optional.of(new OidcSettings(
                "https://id.example", "tapewire", "a secret of the tests", "openid", null, "name", "groups"));
        Optional<ProxyLoginSettings> proxy = Optional.of(new ProxyLoginSettings("X-User", null));

        assertThat(new Admitted(false, Optional.of(jwt), oidc, proxy, true, Set.of("https://tape.example")).toString())
                .contains(
                        "(tapewire.token)",
                        "a JWT (tapewire.jwt.secret, of https://id.example, for tapewire)",
                        "an account at https://id.example (tapewire.oidc.issuer)",
                        "a name in X-User that one of tapewire.proxies says",
                        "the application's own login",
                        "and of https://tape.example")
                .doesNotContain("a secret of", "\n");
    }
}
