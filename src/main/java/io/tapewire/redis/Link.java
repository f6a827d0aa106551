package io.tapewire.redis;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The connections to Redis, and whether it does what it is asked for. While it does not, one request in a while finds out
 * whether it does again, and all others fail at once, so that a Redis that is gone holds nobody up. Any thread.
 */
final class Link {
    private static final FaultLog FAULTS = FaultLog.of(Link.class);
    private static final long RETRY_MILLIS = 250;
    private static final long PAUSE_MILLIS = 20;
    private static final long PROBE_SECONDS = 60;

    private final RedisClient redis;
    private final Replicas replicas;
    private final TimeSource clock;
    private final Notice notice;
    private final AtomicLong retryMillis = new AtomicLong();
    private volatile Trouble trouble = Trouble.NONE;

    Link(RedisClient redis, Replicas replicas, TimeSource clock, Notice notice) {
        this.redis = redis;
        this.replicas = replicas;
        this.clock = clock;
        this.notice = notice;
    }

    /**
     * Asks Redis something. If the connection was broken, as all are when another process has taken the place of the one
     * before, it asks once more. Returns nothing if Redis does not answer, or refuses, which is logged.
     */
    <T> Optional<T> ask(Function<UnifiedJedis, T> request) {
        return mayAsk() ? attempt(request, true, false) : Optional.empty();
    }

    /** Like {@link #ask}, for what changes something. It is asked only once, because nobody knows whether it was done. */
    <T> Optional<T> write(Function<UnifiedJedis, T> request) {
        return mayWrite() ? attempt(request, false, true) : Optional.empty();
    }

    /** Like {@link #write}, for whoever cannot go on without an answer. */
    <T> T require(Function<UnifiedJedis, T> request) {
        return write(request).orElseThrow(StoreUnavailable::new);
    }

    /** Runs a script that changes nothing, and whose result nobody sees who has not seen it before. */
    Optional<Reply> ask(Script script, List<byte[]> keys, List<byte[]> arguments) {
        return ask(client -> script.run(client, keys, arguments));
    }

    /** Runs a script that changes nothing, or little. What it returns is on enough replicas. */
    Optional<Reply> askSettled(Script script, List<byte[]> keys, List<byte[]> arguments) {
        boolean waits = replicas.least() > 0;
        return waits ? write(script, keys, arguments) : ask(script, keys, arguments);
    }

    /** Runs a script that may be run twice. What it has changed is on enough replicas. */
    Optional<Reply> write(Script script, List<byte[]> keys, List<byte[]> arguments) {
        return mayWrite()
                ? attempt(client -> replicas.run(client, script, keys, arguments), true, true)
                : Optional.empty();
    }

    private boolean mayAsk() {
        return !trouble.isSilence() || isNext();
    }

    private boolean mayWrite() {
        return !trouble.isRefusal() || isNext();
    }

    /** Whether it is time to try again, and nobody else does. */
    private boolean isNext() {
        long now = clock.elapsedMillis();
        long due = retryMillis.get();
        return now >= due && retryMillis.compareAndSet(due, now + RETRY_MILLIS);
    }

    /**
     * @param again whether it may be asked once more if the connection was broken
     * @param changes whether Redis takes changes again if this succeeds
     */
    private <T> Optional<T> attempt(Function<UnifiedJedis, T> request, boolean again, boolean changes) {
        try {
            T answer = apply(request, again);
            if (changes ? trouble.isRefusal() : trouble.isSilence()) {
                works();
            }
            return Optional.of(answer);
        } catch (JedisException failure) {
            failed(failure);
            return Optional.empty();
        }
    }

    private <T> T apply(Function<UnifiedJedis, T> request, boolean again) {
        try {
            return request.apply(redis);
        } catch (JedisConnectionException broken) {
            // those that wait in the pool are of the same process, which is gone
            redis.getPool().clear();
            if (!again || Trouble.of(broken) == Trouble.SILENT) {
                throw broken;
            }
            return request.apply(redis);
        }
    }

    private void failed(JedisException failure) {
        Trouble found = Trouble.of(failure);
        if (found == Trouble.OTHER) {
            FAULTS.report("Redis does not do what it is asked for", failure);
            return;
        }
        // a new connection may do
        retryMillis.set(clock.elapsedMillis() + (found.isOfConnection() ? 0 : RETRY_MILLIS));
        trouble = found;
        notice.fails(found);
    }

    private synchronized void works() {
        trouble = Trouble.NONE;
        notice.works();
        notifyAll();
    }

    /** Finds out whether Redis does again what it is asked for. Nobody may publish meanwhile, so no record finds it out. */
    void probe() {
        if (trouble != Trouble.NONE) {
            write(Script.PROBE, List.of(Keys.PROBE), List.of(Keys.bytes(PROBE_SECONDS)));
        }
    }

    /** Another process may have taken the place of the one before: connections to that are of no use any more. */
    void reconnect() {
        redis.getPool().clear();
    }

    /** Waits until it works again, at most this long. If nothing is known of a trouble, it waits for a moment. */
    void awaitAnswer(long millis) throws InterruptedException {
        if (trouble == Trouble.NONE) {
            Thread.sleep(Math.min(millis, PAUSE_MILLIS));
        } else {
            awaitEnd(millis);
        }
    }

    private synchronized void awaitEnd(long millis) throws InterruptedException {
        long deadline = clock.elapsedMillis() + millis;
        for (long left = millis; trouble != Trouble.NONE && left > 0; left = deadline - clock.elapsedMillis()) {
            wait(left);
        }
    }

    boolean isFailing() {
        return trouble != Trouble.NONE;
    }
}
