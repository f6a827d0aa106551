package io.tapewire.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import io.tapewire.access.Caller;
import io.tapewire.config.JwtSettings;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.lang.System.Logger;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks signed JWTs. It uses only what the library has had since 10.3, because Payara puts its own copy in the place of
 * ours. Encrypted and unsigned ones are refused, because no key is set for them. Any thread.
 */
final class JwtVerifier implements Verifier {
    private static final Logger LOG = System.getLogger(JwtVerifier.class.getName());
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final InstantSource clock;
    private final GrantsClaim grants;

    JwtVerifier(JwtSettings settings, Limits limits, InstantSource clock) {
        this.clock = clock;
        this.grants = new GrantsClaim(limits);
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(VerificationKeys.of(settings, limits));
        processor.setJWTClaimsSetVerifier(claims(settings, limits.asInt(Limit.JWT_SKEW_S)));
    }

    private DefaultJWTClaimsVerifier<SecurityContext> claims(JwtSettings settings, int skewSeconds) {
        JWTClaimsSet.Builder exact = new JWTClaimsSet.Builder();
        if (settings.issuer() != null) {
            exact.issuer(settings.issuer());
        }
        // not Set.of: before 10.10 the library asks it whether it contains null
        Set<String> audience = settings.audience() == null ? null : new HashSet<>(List.of(settings.audience()));
        var verifier =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        audience, exact.build(), new HashSet<>(List.of("exp")), new HashSet<>()) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew(skewSeconds);
        return verifier;
    }

    @Override
    public Caller verify(String token) throws BadToken {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (jwt.getHeader().getContentType() != null) {
                // "JWT" says that there is another token in it, and nothing else makes sense
                throw new BadToken("the token is not valid");
            }
            return caller(processor.process(jwt, null));
        } catch (ExpiredJWTException expired) {
            throw expired();
        } catch (KeySourceException outage) {
            throw new KeysUnavailable(outage);
        } catch (BadJOSEException | JOSEException | ParseException | RuntimeException bad) {
            throw refused(bad);
        }
    }

    private Caller caller(JWTClaimsSet claims) throws BadToken, ParseException {
        Instant expires = claims.getExpirationTime().toInstant();
        // exactly, without the skew, so that it ends for requests and open connections at the same time
        if (!clock.instant().isBefore(expires)) {
            throw expired();
        }
        if (expires.isAfter(LAST)) {
            throw new BadToken("the token's exp is too far away");
        }
        if (claims.getSubject() != null && claims.getSubject().isEmpty()) {
            throw new BadToken("the token's sub is empty");
        }
        return Caller.withToken(
                claims.getSubject(), claims.getJWTID(), expires, grants.read(claims.getJSONObjectClaim("tapewire")));
    }

    private static BadToken expired() {
        return new BadToken("the token has expired");
    }

    /** Its sender learns no more than that, and the log nothing of the token itself. */
    private static BadToken refused(Exception reason) {
        LOG.log(
                Logger.Level.DEBUG,
                () -> "A token was refused: " + reason.getClass().getName());
        return new BadToken("the token is not valid");
    }
}
