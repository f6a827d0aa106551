package io.tapewire.redis;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.TimeSource;
import java.lang.System.Logger;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The connections to Redis, and whether it answers. After a failure nobody tries again for a moment, so that a Redis
 * that is gone does not hold everybody up. Any thread.
 */
final class Link {
    private static final Logger LOG = System.getLogger(Link.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(Link.class);
    private static final long RETRY_MILLIS = 250;

    private final UnifiedJedis redis;
    private final TimeSource clock;
    private volatile boolean failing;
    private volatile long retryMillis;

    Link(UnifiedJedis redis, TimeSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** Asks Redis something. Returns nothing if it does not answer, or refuses, which is logged. */
    <T> Optional<T> ask(Function<UnifiedJedis, T> request) {
        if (failing && clock.elapsedMillis() < retryMillis) {
            return Optional.empty();
        }
        try {
            T answer = request.apply(redis);
            if (failing) {
                answersAgain();
            }
            return Optional.of(answer);
        } catch (JedisException failure) {
            retryMillis = clock.elapsedMillis() + RETRY_MILLIS;
            failing = true;
            FAULTS.report("Redis does not do what it is asked for; output waits for it", failure);
            return Optional.empty();
        }
    }

    /** Like {@link #ask}, for whoever cannot go on without an answer. */
    <T> T require(Function<UnifiedJedis, T> request) {
        return ask(request).orElseThrow(() -> new StoreUnavailable("the store of this server does not answer"));
    }

    private synchronized void answersAgain() {
        failing = false;
        notifyAll();
        LOG.log(Logger.Level.INFO, "Redis answers again");
    }

    /** Waits until Redis answers again, at most this long. Somebody asks it all the time. */
    synchronized void awaitAnswer(long millis) throws InterruptedException {
        long deadline = clock.elapsedMillis() + millis;
        for (long left = millis; failing && left > 0; left = deadline - clock.elapsedMillis()) {
            wait(left);
        }
    }

    boolean isFailing() {
        return failing;
    }
}
