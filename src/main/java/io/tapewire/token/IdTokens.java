package io.tapewire.token;

import io.tapewire.config.Limits;
import io.tapewire.config.OidcSettings;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Checks the ID tokens of an OpenID provider. It names no class of the JOSE library, like {@link Verifier}. */
public interface IdTokens {
    /**
     * What an ID token says of somebody.
     *
     * @param subject the provider's own name for them, which never changes
     * @param name the name to show, or {@code null}
     * @param groups the groups they are in, as far as the token says
     */
    record Person(String subject, String name, List<String> groups) {}

    /**
     * Checks an ID token that was asked for just now.
     *
     * @param nonce what was sent when the sign-in began
     * @param begun when that was
     * @throws BadToken if it is not accepted; the message says why without anything of the token
     * @throws KeysUnavailable if that cannot be told now
     */
    Person verify(String token, String nonce, Instant begun) throws BadToken;

    /**
     * A check with these settings.
     *
     * @param keys the address of the provider's key set, which is read when it is needed first
     * @throws IllegalArgumentException if the JOSE library is not there
     */
    static IdTokens of(OidcSettings settings, URI keys, Limits limits, InstantSource clock) {
        try {
            return new IdTokenVerifier(settings, keys, limits, clock);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalArgumentException(
                    "tapewire.oidc.issuer needs com.nimbusds:nimbus-jose-jwt among the libraries of the application",
                    missing);
        }
    }
}
