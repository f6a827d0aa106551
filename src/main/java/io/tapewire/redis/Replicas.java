package io.tapewire.redis;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * How many replicas of Redis must have what it has before this server tells anybody. That holds for what other servers have
 * stored, too. Any thread.
 *
 * @param least 0 if nobody waits for them
 * @param millis how long they are waited for
 */
record Replicas(int least, long millis) {
    private static final byte[] NOTHING = {};

    static Replicas of(Limits limits) {
        // the answer must come before the connection counts as broken
        return new Replicas(limits.asInt(Limit.REDIS_REPLICAS), limits.of(Limit.REDIS_TIMEOUT_MS) / 2);
    }

    /**
     * Runs a script. Whatever it has returned or stored is on enough replicas when this returns.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if it has failed, or too few replicas are there
     */
    Reply run(UnifiedJedis redis, Script script, List<byte[]> keys, List<byte[]> arguments) {
        if (least == 0) {
            return script.run(redis, keys, arguments);
        }
        try {
            return attempt(redis, script, keys, arguments);
        } catch (JedisNoScriptException unknown) {
            redis.scriptLoad(script.text(), Keys.PROBE);
            return attempt(redis, script, keys, arguments);
        }
    }

    private Reply attempt(UnifiedJedis redis, Script script, List<byte[]> keys, List<byte[]> arguments) {
        List<byte[]> all = new ArrayList<>(keys);
        all.addAll(arguments);
        Response<Object> returned;
        Response<Long> having;
        try (AbstractPipeline pipeline = redis.pipelined()) {
            returned = pipeline.evalsha(script.sha1(), keys.size(), all.toArray(byte[][]::new));
            // Redis waits for what this connection has written: whoever has this has everything before it
            pipeline.set(Keys.PROBE, NOTHING);
            having = pipeline.waitReplicas(Keys.PROBE, least, millis);
            pipeline.sync();
        }
        Reply reply = new Reply(returned.get());
        if (having.get() < least) {
            throw new JedisDataException("NOREPLICAS %d of %d replicas have it".formatted(having.get(), least));
        }
        return reply;
    }
}
