package io.tapewire.ingest;

import io.tapewire.access.Caller;
import io.tapewire.config.Limits;
import io.tapewire.http.Rejected;
import io.tapewire.security.Remembered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How much each caller publishes. The administrator is not limited. Any thread. */
@ApplicationScoped
public class PublishRates {
    /** Callers that are remembered; the one that came first is forgotten for another. */
    private static final int MOST_CALLERS = 10_000;

    /** When it is worth trying again. */
    private static final int RETRY_S = 1;

    private final Remembered<Caller.Owner, PublishRate> byOwner = new Remembered<>(MOST_CALLERS, PublishRate::isUnused);
    private final Limits limits;
    private final LongSupplier nanoTime;

    @Inject
    PublishRates(Limits limits) {
        this(limits, System::nanoTime);
    }

    PublishRates(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Only for the container's proxy. */
    protected PublishRates() {
        this.limits = null;
        this.nanoTime = null;
    }

    /**
     * A request begins to publish.
     *
     * @throws Rejected if its caller has sent too many in the last second
     */
    void request(Caller caller) {
        if (!of(caller).map(PublishRate::request).orElse(true)) {
            throw Rejected.tooMany(
                    "too_many_uploads", "you publish in more requests in a second than allowed", RETRY_S);
        }
    }

    /** The caller's rate; empty if it is not limited. */
    synchronized Optional<PublishRate> of(Caller caller) {
        if (caller.isAdministrator()) {
            return Optional.empty();
        }
        return Optional.of(byOwner.of(caller.owner(), () -> new PublishRate(limits, nanoTime)));
    }
}
