package io.tapewire.signin;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.security.ReturnAddress;
import io.tapewire.security.Secrets;
import io.tapewire.shared.Entries;
import io.tapewire.shared.EntryRules;
import io.tapewire.shared.Sharing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sign-ins that have begun, by their {@code state}. Each can be completed once, by the browser that has begun it, on any
 * of the servers that share a store. If that does not answer, {@link io.tapewire.event.StoreUnavailable} is thrown. Any thread.
 */
@ApplicationScoped
public class PendingSignIns {
    private final Entries<Pending> byState;
    private final Limits limits;
    private final Duration maxAge;
    private final InstantSource clock;

    @Inject
    PendingSignIns(Limits limits, Sharing sharing) {
        this(limits, sharing, InstantSource.system());
    }

    PendingSignIns(Limits limits, Sharing sharing, InstantSource clock) {
        this.limits = limits;
        this.maxAge = Duration.ofSeconds(limits.of(Limit.SIGN_IN_S));
        this.clock = clock;
        this.byState = sharing.entries(
                new EntryRules("sign-ins", limits.of(Limit.SIGN_INS), limits.of(Limit.SIGN_INS_OF_ADDRESS), true, null),
                Pending.CODEC);
    }

    /** Only for the container's proxy. */
    protected PendingSignIns() {
        this.byState = null;
        this.limits = null;
        this.maxAge = null;
        this.clock = null;
    }

    /** @param state what the provider gives back with its answer */
    record Begun(String state, Pending signIn) {}

    /**
     * Begins one. If as many have begun at the same address as allowed, the oldest of them is
     * forgotten, so nobody can keep others from signing in.
     *
     * @param browser the value of the cookie that the browser gets
     * @param network as in {@link io.tapewire.security.Proxies#networkOf}
     * @return nothing if there are as many in all as allowed
     */
    Optional<Begun> begin(String browser, String redirectUri, ReturnAddress to, String network) {
        Pending pending = Pending.by(browser, redirectUri, to, clock.instant());
        String state = Secrets.next();
        Entries.Added added = byState.add(
                Secrets.hash(state),
                pending,
                Secrets.hash(network),
                pending.begun().plus(maxAge));
        if (added.ended() != null) {
            limits.refused(Limit.SIGN_INS_OF_ADDRESS);
        }
        if (added.outcome() != Entries.Outcome.DONE) {
            limits.refused(Limit.SIGN_INS);
            return Optional.empty();
        }
        return Optional.of(new Begun(state, pending));
    }

    /**
     * The sign-in with this state, which is forgotten now.
     *
     * @param browsers the cookies of the browser that wants to complete it
     * @return nothing if there is none, or not any more, or if another browser has begun it
     */
    Optional<Pending> take(String state, Stream<String> browsers) {
        String id = Secrets.hash(state);
        return byState.find(id)
                .filter(pending -> browsers.map(Secrets::hash).anyMatch(pending.browserHash()::equals))
                .flatMap(pending -> byState.take(id));
    }

    int maxAgeSeconds() {
        return (int) maxAge.toSeconds();
    }
}
