package io.tapewire.ingest;

import io.tapewire.access.Caller;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.http.Rejected;
import io.tapewire.security.Secrets;
import io.tapewire.shared.SharedRequests;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The requests of the last minutes that had an {@code Idempotency-Key}. Any thread. */
final class KeyedRequests {
    private static final int RETRY_S = 5;

    private final Limits limits;
    private final SharedRequests shared;
    private final int most;
    private final long ageMillis;
    private final InstantSource clock;
    /** Those that were used last come last. */
    private final Map<Id, KeyedRequest> requests = new LinkedHashMap<>();

    /** A key is one caller's own, and names a request to one channel. */
    record Id(Caller.Owner caller, String channel, String key) {
        /** The same on each server. It tells nobody what it is made of. */
        String name() {
            return Secrets.hash(caller.text() + "\n" + channel + "\n" + key);
        }
    }

    /** @param shared those that other servers remember, too */
    KeyedRequests(Limits limits, SharedRequests shared, InstantSource clock) {
        this.limits = limits;
        this.shared = shared;
        this.most = limits.asInt(Limit.IDEMPOTENCY_KEYS);
        this.ageMillis = TimeUnit.SECONDS.toMillis(limits.of(Limit.IDEMPOTENCY_KEY_S));
        this.clock = clock;
    }

    /**
     * Begins a request, or sends one again that is remembered. {@link #end} must follow.
     *
     * @throws Rejected if the same request is in progress, or if no more can be remembered
     * @throws io.tapewire.event.StoreUnavailable if nobody can tell whether another server knows it
     */
    KeyedRequest begin(Id id) {
        KeyedRequest request = beginHere(id);
        try {
            SharedRequests.Outcome outcome = request.begin();
            if (outcome != SharedRequests.Outcome.DONE) {
                throw outcome == SharedRequests.Outcome.TOO_MANY ? tooMany() : inProgress();
            }
            return request;
        } catch (RuntimeException refused) {
            end(request);
            throw refused;
        }
    }

    private Rejected tooMany() {
        limits.refused(Limit.IDEMPOTENCY_KEYS);
        return Rejected.busy(
                "the server remembers as many idempotency keys as it can (" + Limit.IDEMPOTENCY_KEYS.key() + ")",
                RETRY_S);
    }

    private static Rejected inProgress() {
        return new Rejected(409, "in_progress", "a request with this Idempotency-Key is in progress");
    }

    private synchronized KeyedRequest beginHere(Id id) {
        forgetOld();
        KeyedRequest known = requests.get(id);
        if (known == null && requests.size() >= most) {
            throw tooMany();
        }
        if (known != null && known.inProgress) {
            throw inProgress();
        }
        KeyedRequest request = known == null ? new KeyedRequest(id, shared) : known;
        request.inProgress = true;
        use(request);
        return request;
    }

    /** The request is over, however it has ended. */
    synchronized void end(KeyedRequest request) {
        if (request.inProgress) {
            request.inProgress = false;
            use(request);
        }
    }

    private void use(KeyedRequest request) {
        request.usedMillis = clock.millis();
        requests.remove(request.id);
        requests.put(request.id, request);
    }

    private void forgetOld() {
        long oldest = clock.millis() - ageMillis;
        Iterator<KeyedRequest> each = requests.values().iterator();
        while (each.hasNext()) {
            KeyedRequest request = each.next();
            if (request.usedMillis > oldest) {
                return;
            }
            if (!request.inProgress) {
                each.remove();
            }
        }
    }
}
