package io.tapewire.socket;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.security.Visitor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/**
 * How many connections each caller and each address has, so that nobody can take all of them. The administrator has no
 * bound as a caller. Any thread.
 */
@ApplicationScoped
public class ConnectionQuota {
    private final Map<Object, Integer> counts = new HashMap<>();
    private final Limits limits;

    @Inject
    ConnectionQuota(Limits limits) {
        this.limits = limits;
    }

    /** Only for the container's proxy. */
    protected ConnectionQuota() {
        this.limits = null;
    }

    /** Whether this visitor may have one connection more. If not, this counts as a refusal. */
    synchronized boolean hasRoomFor(Visitor visitor) {
        return isBelow(Limit.CONNECTIONS_OF_ADDRESS, visitor.network())
                && (visitor.caller().isAdministrator()
                        || isBelow(Limit.CONNECTIONS_OF_ONE, visitor.caller().owner()));
    }

    private boolean isBelow(Limit limit, Object key) {
        boolean below = count(key) < limits.of(limit);
        if (!below) {
            limits.refused(limit);
        }
        return below;
    }

    /** Takes a place, until {@link #leave}. Returns false if there is none. */
    synchronized boolean enter(Visitor visitor) {
        if (!hasRoomFor(visitor)) {
            return false;
        }
        counts.merge(visitor.network(), 1, Integer::sum);
        counts.merge(visitor.caller().owner(), 1, Integer::sum);
        return true;
    }

    synchronized void leave(Visitor visitor) {
        remove(visitor.network());
        remove(visitor.caller().owner());
    }

    private int count(Object key) {
        return counts.getOrDefault(key, 0);
    }

    private void remove(Object key) {
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }
}
