package io.tapewire.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.config.OidcSettings;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;

/**
 * Checks ID tokens as OpenID Connect Core 3.1.3.7 asks, and what it leaves open, too: an ID token must be signed, with one
 * of our algorithms and a key of the provider's set. Any thread.
 */
final class IdTokenVerifier implements IdTokens {
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final OidcSettings settings;
    private final Duration skew;
    private final InstantSource clock;

    IdTokenVerifier(OidcSettings settings, URI keys, Limits limits, InstantSource clock) {
        this.settings = settings;
        this.skew = Duration.ofSeconds(limits.of(Limit.JWT_SKEW_S));
        this.clock = clock;
        // an access token or a logout token of the same provider says so in its type
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null));
        processor.setJWSKeySelector(
                new KeySet(VerificationKeys.asymmetric(), url(keys), "tapewire.oidc.issuer", limits));
        processor.setJWTClaimsSetVerifier(claims());
    }

    private static URL url(URI keys) {
        try {
            return keys.toURL();
        } catch (MalformedURLException bad) {
            throw new IllegalArgumentException("the provider's key set has no address that can be read", bad);
        }
    }

    private DefaultJWTClaimsVerifier<SecurityContext> claims() {
        // not Set.of: before 10.10 the library asks it whether it contains null
        var verifier =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        new HashSet<>(List.of(settings.clientId())),
                        new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                        new HashSet<>(List.of("sub", "exp", "iat", "nonce")),
                        new HashSet<>()) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew((int) skew.toSeconds());
        return verifier;
    }

    @Override
    public Person verify(String token, String nonce, Instant begun) throws BadToken {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            requireMadeForUs(claims);
            requireMadeNow(claims, nonce, begun);
            return new Person(claims.getSubject(), name(claims), groups(claims));
        } catch (KeySourceException outage) {
            throw new KeysUnavailable(outage);
        } catch (BadJOSEException refused) {
            // it says which check has failed, and at most what a claim is
            throw new BadToken("the ID token is not valid (" + refused.getMessage() + ")");
        } catch (JOSEException | ParseException | RuntimeException bad) {
            throw new BadToken("the ID token is not valid (" + bad.getClass().getSimpleName() + ")");
        }
    }

    /** If it is for several, it must say that it was made for us. */
    private void requireMadeForUs(JWTClaimsSet claims) throws BadToken, ParseException {
        String azp = claims.getStringClaim("azp");
        if (azp == null ? claims.getAudience().size() > 1 : !azp.equals(settings.clientId())) {
            throw new BadToken("the ID token was made for another client");
        }
    }

    private void requireMadeNow(JWTClaimsSet claims, String nonce, Instant begun) throws BadToken, ParseException {
        if (!nonce.equals(claims.getStringClaim("nonce"))) {
            throw new BadToken("the ID token belongs to another sign-in: its nonce is not ours");
        }
        Instant made = claims.getIssueTime().toInstant();
        if (made.isBefore(begun.minus(skew)) || made.isAfter(clock.instant().plus(skew))) {
            throw new BadToken("the ID token was made at another time: compare the clocks");
        }
    }

    private String name(JWTClaimsSet claims) {
        return claims.getClaim(settings.nameClaim()) instanceof String name && !name.isBlank() ? name : null;
    }

    /** A list of texts, or one text. Of any other shape they grant nothing. */
    private List<String> groups(JWTClaimsSet claims) {
        Object value = claims.getClaim(settings.groupsClaim());
        return value instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : value instanceof String one ? List.of(one) : List.of();
    }
}
