package io.tapewire.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.config.OidcSettings;
import io.tapewire.security.ReturnAddress;
import io.tapewire.shared.Sharing;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the provider is asked, and what happens when it does not answer. */
class ProviderTest {
    private final FakeProvider fake = new FakeProvider();
    private Instant now = Instant.now();
    private final Limits limits =
            Limits.STANDARD.with(Limit.OIDC_METADATA_S, 60).with(Limit.OIDC_BYTES, 4_096);
    private final Provider provider = provider(fake.issuer());
    private final PendingSignIns pending = new PendingSignIns(limits, Sharing.none(() -> now), () -> now);

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void what_it_says_of_itself_is_read_when_it_is_needed_first_and_kept_for_a_while() throws SignInFailed {
        assertThat(fake.discoveries).hasValue(0);
        provider.authorizationAddress(begin());
        provider.authorizationAddress(begin());
        assertThat(fake.discoveries).hasValue(1);
        now = now.plusSeconds(60);
        provider.authorizationAddress(begin());
        assertThat(fake.discoveries).hasValue(2);
    }

    @Test
    void an_outage_is_told_and_survived_and_not_made_worse() throws SignInFailed {
        fake.isDown = true;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> provider.authorizationAddress(begin()))
                    .isInstanceOfSatisfying(SignInFailed.class, failed -> {
                        assertThat(failed.status()).isEqualTo(503);
                        assertThat(failed.retrySeconds()).isPositive();
                    });
        }
        assertThat(fake.discoveries).as("what those learn who come just after").hasValue(1);

        fake.isDown = false;
        now = now.plusSeconds(5);
        assertThat(provider.authorizationAddress(begin())).startsWith(fake.issuer() + "/authorize?");
    }

    @Test
    void a_server_that_refuses_connections_is_an_outage_too() {
        fake.close();

        assertThatThrownBy(() -> provider.authorizationAddress(begin()))
                .isInstanceOf(SignInFailed.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void a_provider_that_calls_itself_otherwise_is_not_used() {
        Provider other = provider(fake.issuer() + "/");

        assertThatThrownBy(() -> other.authorizationAddress(begin()))
                .hasRootCauseMessage("the provider calls itself otherwise than tapewire.oidc.issuer");
    }

    @Test
    void the_address_has_all_that_the_answer_is_checked_with_but_not_the_secret() throws SignInFailed {
        PendingSignIns.Begun begun = begin();

        Map<String, String> asked = FakeProvider.form(
                URI.create(provider.authorizationAddress(begun)).getRawQuery());

        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("scope", "openid profile")
                .containsEntry("redirect_uri", "https://tape.example/cb")
                .containsEntry("state", begun.state())
                .containsEntry("nonce", begun.signIn().nonce())
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("code_challenge", begun.signIn().challenge());
        assertThat(asked.values()).doesNotContain(begun.signIn().verifier());
        assertThat(begun.signIn().verifier()).matches("[A-Za-z0-9_-]{43,128}");
    }

    @Test
    void an_answer_that_is_too_long_is_not_read_to_its_end() throws SignInFailed {
        PendingSignIns.Begun begun = begin();
        String code = fake.codeFor(begun.signIn().challenge(), "{\"id_token\":\"" + "x".repeat(5_000) + "\"}");

        assertThatThrownBy(() -> provider.redeem(code, begun.signIn()))
                .hasRootCauseMessage("the answer has more than 4096 bytes");
    }

    @Test
    void a_code_is_good_only_with_the_verifier_of_its_own_sign_in() {
        PendingSignIns.Begun begun = begin();
        String stolen = fake.codeFor(begin().signIn().challenge(), "{}");

        assertThatThrownBy(() -> provider.redeem(stolen, begun.signIn()))
                .isInstanceOf(SignInFailed.class)
                .hasRootCauseMessage("the token endpoint answered with status 400, invalid_grant");
    }

    private Provider provider(String issuer) {
        return new Provider(
                new OidcSettings(issuer, FakeProvider.CLIENT, "secret", "openid profile", null, "name", "groups"),
                limits,
                () -> now);
    }

    private PendingSignIns.Begun begin() {
        return pending.begin("browser", "https://tape.example/cb", ReturnAddress.PLAIN, "192.0.2.1")
                .orElseThrow();
    }
}
