package io.tapewire.redis;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.time.Duration;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;

/** How many connections to Redis there are. */
final class Pool {
    private Pool() {}

    static GenericObjectPoolConfig<Connection> of(Limits limits) {
        GenericObjectPoolConfig<Connection> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(limits.asInt(Limit.REDIS_CONNECTIONS));
        config.setMaxIdle(limits.asInt(Limit.REDIS_CONNECTIONS));
        config.setMaxWait(Duration.ofMillis(limits.of(Limit.REDIS_TIMEOUT_MS)));
        // a registration with JMX would outlive the application
        config.setJmxEnabled(false);
        return config;
    }
}
