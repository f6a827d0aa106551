package io.tapewire.signin;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.config.OidcSettings;
import io.tapewire.token.IdTokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Finds out what the provider says of itself. That is kept for a while. If it cannot be read, those who come in the next
 * moments are told so at once, so that a provider that is down is not asked by each of them. Any thread.
 */
final class Discovery {
    private static final String PATH = "/.well-known/openid-configuration";
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final OidcSettings settings;
    private final ProviderClient client;
    private final Limits limits;
    private final Duration maxAge;
    private final InstantSource clock;
    private Found found;
    private SignInFailed failure;
    private Instant asked = Instant.MIN;

    /** @param tokens checks ID tokens with the provider's keys */
    record Found(Metadata metadata, IdTokens tokens) {}

    Discovery(OidcSettings settings, ProviderClient client, Limits limits, InstantSource clock) {
        this.settings = settings;
        this.client = client;
        this.limits = limits;
        this.maxAge = Duration.ofSeconds(limits.of(Limit.OIDC_METADATA_S));
        this.clock = clock;
    }

    /**
     * What the provider says, read now if needed.
     *
     * @throws SignInFailed if that is not possible
     */
    Found find() throws SignInFailed {
        synchronized (this) {
            Instant now = clock.instant();
            if (failure != null && now.isBefore(asked.plus(PAUSE))) {
                throw failure;
            }
            if (found != null && failure == null && now.isBefore(asked.plus(maxAge))) {
                return found;
            }
        }
        // several threads may read it at once, but only as many as may wait for the provider at all
        return remember(read());
    }

    /** What it has said last, or nothing if it has never answered. */
    synchronized Optional<Found> known() {
        return Optional.ofNullable(found);
    }

    private Metadata read() throws SignInFailed {
        String address = settings.issuer().replaceFirst("/$", "") + PATH;
        try {
            ProviderClient.Answer answer = client.send(HttpRequest.newBuilder(URI.create(address)));
            if (answer.status() != 200) {
                throw new IllegalArgumentException(address + " answered with status " + answer.status());
            }
            return Metadata.of(answer.json(), settings.issuer());
        } catch (IllegalArgumentException | ClassCastException unusable) {
            throw forget(SignInFailed.unavailable(
                    "The identity provider cannot be used: the server's log says why.", unusable));
        } catch (SignInFailed failed) {
            throw forget(failed);
        }
    }

    private synchronized SignInFailed forget(SignInFailed failed) {
        failure = failed;
        asked = clock.instant();
        return failed;
    }

    private synchronized Found remember(Metadata metadata) {
        // the key set is kept as long as its address stays
        IdTokens tokens = found != null && found.metadata().keys().equals(metadata.keys())
                ? found.tokens()
                : IdTokens.of(settings, metadata.keys(), limits, clock);
        found = new Found(metadata, tokens);
        failure = null;
        asked = clock.instant();
        return found;
    }
}
