package io.tapewire.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cookie of the administrator's browser: the time until which it is valid, signed with the token. It needs no memory on the server, stays
 * valid after a restart with the same token, and is invalid with another token.
 */
@ApplicationScoped
public class Login {
    private static final String ALGORITHM = "HmacSHA256";
    /** An {@code Instant} has no more. */
    private static final int MOST_DIGITS = 12;

    private final AdministratorToken token;
    private final long maxAgeSeconds;
    private final InstantSource clock;

    @Inject
    Login(AdministratorToken token, Limits limits) {
        this(token, limits, InstantSource.system());
    }

    Login(AdministratorToken token, Limits limits, InstantSource clock) {
        this.token = token;
        this.maxAgeSeconds = limits.of(Limit.LOGIN_S);
        this.clock = clock;
    }

    /** Only for the container's proxy. */
    protected Login() {
        this.token = null;
        this.maxAgeSeconds = 0;
        this.clock = null;
    }

    /** The value of a new cookie. */
    public String issue() {
        String until = Long.toString(clock.instant().getEpochSecond() + maxAgeSeconds);
        return until + "." + sign(until);
    }

    /** When a cookie with this value ends, or nothing if it is none or has ended. */
    Optional<Instant> endOf(String value) {
        int dot = value == null ? -1 : value.indexOf('.');
        if (dot < 1 || dot > MOST_DIGITS || !value.substring(0, dot).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        String until = value.substring(0, dot);
        byte[] expected = sign(until).getBytes(UTF_8);
        if (!MessageDigest.isEqual(expected, value.substring(dot + 1).getBytes(UTF_8))) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(until)))
                .filter(end -> clock.instant().isBefore(end));
    }

    public int maxAgeSeconds() {
        return (int) maxAgeSeconds;
    }

    private String sign(String until) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.value().getBytes(UTF_8), ALGORITHM));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(("login." + until).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
