package io.tapewire.redis;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.it.RedisProcess;
import io.tapewire.log.TimeSource;
import io.tapewire.shared.Sharing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Redis, and what servers have that share it. */
public final class Nodes implements AutoCloseable {
    public static final Limits LIMITS =
            Limits.STANDARD.with(Limit.REDIS_TIMEOUT_MS, 300).with(Limit.REDIS_HOLD_MS, 600);

    private final RedisProcess redis;
    private final List<RedisArchive> archives = new ArrayList<>();

    public Nodes(Path home) {
        redis = new RedisProcess(home).start();
    }

    public RedisProcess redis() {
        return redis;
    }

    /** What another server has. */
    public RedisArchive join() {
        try {
            RedisArchive archive = RedisArchive.open(redis.address(), LIMITS, TimeSource.system());
            archive.start(Thread::new);
            archives.add(archive);
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Sharing share() {
        return join().sharing("the token of all servers");
    }

    @Override
    public void close() {
        redis.thaw();
        archives.forEach(RedisArchive::close);
        redis.close();
    }
}
