package io.tapewire.signin;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.security.ReturnAddress;
import io.tapewire.security.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The sign-ins that have begun, by their {@code state}. Each can be completed once, by the browser that has begun it. Any thread. */
@ApplicationScoped
public class PendingSignIns {
    private final Map<String, Pending> byState = new LinkedHashMap<>();
    private final Limits limits;
    private final Duration maxAge;
    private final InstantSource clock;

    @Inject
    PendingSignIns(Limits limits) {
        this(limits, InstantSource.system());
    }

    PendingSignIns(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.maxAge = Duration.ofSeconds(limits.of(Limit.SIGN_IN_S));
        this.clock = clock;
    }

    /** Only for the container's proxy. */
    protected PendingSignIns() {
        this(Limits.STANDARD, null);
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
    synchronized Optional<Begun> begin(String browser, String redirectUri, ReturnAddress to, String network) {
        Pending pending = Pending.by(browser, redirectUri, to, network, clock.instant());
        byState.values().removeIf(this::hasEnded);
        List<String> neighbours = byState.entrySet().stream()
                .filter(entry -> entry.getValue().network().equals(network))
                .map(Map.Entry::getKey)
                .toList();
        if (neighbours.size() >= limits.of(Limit.SIGN_INS_OF_ADDRESS)) {
            limits.refused(Limit.SIGN_INS_OF_ADDRESS);
            byState.remove(neighbours.get(0));
        }
        if (byState.size() >= limits.of(Limit.SIGN_INS)) {
            limits.refused(Limit.SIGN_INS);
            return Optional.empty();
        }
        String state = Secrets.next();
        byState.put(Secrets.hash(state), pending);
        return Optional.of(new Begun(state, pending));
    }

    /**
     * The sign-in with this state, which is forgotten now.
     *
     * @param browsers the cookies of the browser that wants to complete it
     * @return nothing if there is none, or not any more, or if another browser has begun it
     */
    synchronized Optional<Pending> take(String state, Stream<String> browsers) {
        String key = Secrets.hash(state);
        Pending pending = byState.get(key);
        if (pending == null || browsers.map(Secrets::hash).noneMatch(pending.browserHash()::equals)) {
            return Optional.empty();
        }
        byState.remove(key);
        return hasEnded(pending) ? Optional.empty() : Optional.of(pending);
    }

    int maxAgeSeconds() {
        return (int) maxAge.toSeconds();
    }

    private boolean hasEnded(Pending pending) {
        return !clock.instant().isBefore(pending.begun().plus(maxAge));
    }
}
