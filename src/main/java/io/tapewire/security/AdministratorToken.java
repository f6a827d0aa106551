package io.tapewire.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Configuration;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The administrator's token: {@code tapewire.token}, or one that was generated at this start. Any thread. */
@ApplicationScoped
public class AdministratorToken {
    private static final int RANDOM_BYTES = 18;

    @Inject
    private Configuration configuration;

    private String token;
    private boolean made;

    @PostConstruct
    void choose() {
        Optional<String> configured = configuration.token();
        made = configured.isEmpty();
        token = configured.orElseGet(AdministratorToken::random);
    }

    /** Compares in a time that does not depend on how much of the token is right. */
    public boolean matches(String candidate) {
        return candidate != null && MessageDigest.isEqual(token.getBytes(UTF_8), candidate.getBytes(UTF_8));
    }

    /** Whether it was generated at this start, so that nobody can know it yet. */
    public boolean isMade() {
        return made;
    }

    public String value() {
        return token;
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
