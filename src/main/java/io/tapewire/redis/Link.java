package io.tapewire.redis;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.TimeSource;
import java.lang.System.Logger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * The connections to Redis, and whether it does what it is asked for. After a failure nobody tries again for a moment, so
 * that a Redis that is gone does not hold everybody up. Any thread.
 */
final class Link {
    private static final Logger LOG = System.getLogger(Link.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(Link.class);
    private static final long RETRY_MILLIS = 250;
    private static final long PROBE_SECONDS = 60;

    /** How the answers of a Redis begin that takes nothing at present, from any command. */
    private static final List<String> TAKES_NOTHING =
            List.of("OOM", "READONLY", "NOREPLICAS", "MISCONF", "LOADING", "MASTERDOWN", "NOAUTH", "NOPERM");

    private final UnifiedJedis redis;
    private final TimeSource clock;
    private volatile Trouble trouble = Trouble.NONE;
    private volatile long retryMillis;

    private enum Trouble {
        NONE,
        /** It does not answer. */
        UNREACHABLE,
        /** It answers, but takes nothing: its memory is full, it is a replica, its disk has failed. */
        READ_ONLY
    }

    Link(UnifiedJedis redis, TimeSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** Asks Redis something. Returns nothing if it does not answer, or refuses, which is logged. */
    <T> Optional<T> ask(Function<UnifiedJedis, T> request) {
        return trouble == Trouble.UNREACHABLE && isSoon() ? Optional.empty() : tryTo(request, Trouble.UNREACHABLE);
    }

    /** Like {@link #ask}, for what changes something. */
    <T> Optional<T> write(Function<UnifiedJedis, T> request) {
        return trouble != Trouble.NONE && isSoon() ? Optional.empty() : tryTo(request, trouble);
    }

    /** Like {@link #write}, for whoever cannot go on without an answer. */
    <T> T require(Function<UnifiedJedis, T> request) {
        return write(request).orElseThrow(StoreUnavailable::new);
    }

    private boolean isSoon() {
        return clock.elapsedMillis() < retryMillis;
    }

    /** @param ended the trouble that is over if this succeeds */
    private <T> Optional<T> tryTo(Function<UnifiedJedis, T> request, Trouble ended) {
        try {
            T answer = request.apply(redis);
            if (trouble != Trouble.NONE && trouble == ended) {
                works();
            }
            return Optional.of(answer);
        } catch (JedisException failure) {
            Trouble found = troubleOf(failure);
            if (found != Trouble.NONE) {
                retryMillis = clock.elapsedMillis() + RETRY_MILLIS;
                trouble = found;
            }
            FAULTS.report("Redis does not do what it is asked for; output waits for it", failure);
            return Optional.empty();
        }
    }

    /** A request that is wrong says nothing of the others. */
    private static Trouble troubleOf(JedisException failure) {
        if (failure instanceof JedisConnectionException) {
            return Trouble.UNREACHABLE;
        }
        String message = String.valueOf(failure.getMessage());
        return TAKES_NOTHING.stream().anyMatch(message::startsWith) ? Trouble.READ_ONLY : Trouble.NONE;
    }

    private synchronized void works() {
        trouble = Trouble.NONE;
        notifyAll();
        LOG.log(Logger.Level.INFO, "Redis works again");
    }

    /** Finds out whether Redis can be written again. Nobody may publish meanwhile, so no record finds it out. */
    void probe() {
        if (trouble == Trouble.READ_ONLY) {
            write(client ->
                    client.set(Keys.PROBE, Keys.PROBE, SetParams.setParams().ex(PROBE_SECONDS)));
        }
    }

    /** Waits until it works again, at most this long. */
    synchronized void awaitAnswer(long millis) throws InterruptedException {
        long deadline = clock.elapsedMillis() + millis;
        for (long left = millis; trouble != Trouble.NONE && left > 0; left = deadline - clock.elapsedMillis()) {
            wait(left);
        }
    }

    boolean isFailing() {
        return trouble != Trouble.NONE;
    }
}
