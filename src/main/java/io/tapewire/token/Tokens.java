package io.tapewire.token;

import io.tapewire.access.Caller;
import io.tapewire.config.Configuration;
import io.tapewire.config.JwtSettings;
import io.tapewire.config.Limits;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;

/** Checks the tokens that callers bring, if the configuration names keys to check them with. Any thread. */
@ApplicationScoped
public class Tokens {
    /** Servers accept headers up to 8 KiB, messages to refresh a token may be longer. */
    private static final int MOST_CHARACTERS = 16 << 10;

    private static final Verifier NONE = token -> {
        throw new BadToken("this is not the token");
    };

    @Inject
    private Configuration configuration;

    @Inject
    private Limits limits;

    private Verifier verifier;

    @PostConstruct
    void prepare() {
        Optional<JwtSettings> settings = configuration.jwt();
        verifier = settings.isEmpty() ? NONE : verifier(settings.get(), limits, InstantSource.system());
    }

    /**
     * A verifier with these settings.
     *
     * @throws IllegalArgumentException if the keys cannot be used, or if the JOSE library is not there
     */
    static Verifier verifier(JwtSettings settings, Limits limits, InstantSource clock) {
        try {
            return new JwtVerifier(settings, limits, clock);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalArgumentException(
                    settings.source().key()
                            + " needs com.nimbusds:nimbus-jose-jwt among the libraries of the application",
                    missing);
        }
    }

    /**
     * Checks a token.
     *
     * @return who has it, and what it grants
     * @throws BadToken if it is not accepted
     * @throws KeysUnavailable if that cannot be told now
     */
    public Caller verify(String token) throws BadToken {
        if (token.length() > MOST_CHARACTERS) {
            throw new BadToken("the token is too long");
        }
        return verifier.verify(token);
    }
}
