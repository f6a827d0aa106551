package io.tapewire.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.it.RedisProcess;
import io.tapewire.log.TimeSource;
import io.tapewire.shared.SharedCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers that add up over several servers, which know of each other by a real Redis. */
class RedisCountsTest {
    private static final Limits LIMITS =
            Limits.STANDARD.with(Limit.REDIS_LEASE_MS, 1_000).with(Limit.REDIS_TIMEOUT_MS, 500);

    @TempDir
    private Path home;

    private RedisProcess redis;
    private final List<Server> servers = new ArrayList<>();

    /** One that tells how many viewers it has. */
    private final class Server {
        private final RedisArchive archive;
        private final Map<String, Long> own = new ConcurrentHashMap<>();

        Server(boolean alive) throws IOException {
            archive = RedisArchive.open(redis.address(), LIMITS, TimeSource.system());
            counts().contribute(() -> new HashMap<>(own));
            servers.add(this);
            if (alive) {
                archive.start(Thread::new);
            }
        }

        SharedCounts counts() {
            return archive.counts();
        }

        /** Tells once, as a server does that is killed afterwards. */
        void tell() {
            ((RedisCounts) counts()).tell();
        }

        long elsewhere(String name) {
            return counts().elsewhere(name);
        }
    }

    @BeforeEach
    void start() {
        redis = new RedisProcess(home.resolve("redis")).start();
    }

    @AfterEach
    void stop() {
        servers.forEach(server -> server.archive.close());
        redis.close();
    }

    private static void awaitElsewhere(Server server, String name, long count) {
        Awaitility.await(count + " of " + name)
                .atMost(Duration.ofSeconds(10))
                .until(() -> server.elsewhere(name) == count);
    }

    /** The other one tells now and then, without which it counts as gone. */
    private static void awaitElsewhere(Server server, String name, long count, Server told) {
        Awaitility.await(count + " of " + name).atMost(Duration.ofSeconds(10)).until(() -> {
            told.tell();
            return server.elsewhere(name) == count;
        });
    }

    @Test
    void each_server_hears_what_the_others_have() throws IOException {
        Server one = new Server(true);
        Server two = new Server(true);
        Server three = new Server(true);
        one.own.put("build", 3L);
        two.own.put("build", 4L);
        two.own.put("deploy", 1L);

        awaitElsewhere(one, "build", 4);
        awaitElsewhere(two, "build", 3);
        awaitElsewhere(three, "build", 7);
        awaitElsewhere(three, "deploy", 1);
        assertThat(two.elsewhere("deploy")).isZero();

        two.own.remove("build");
        awaitElsewhere(one, "build", 0);
        awaitElsewhere(three, "build", 3);
    }

    @Test
    void a_server_that_is_killed_does_not_count_any_more() throws IOException {
        Server killed = new Server(false);
        killed.own.put("build", 5L);
        Server one = new Server(true);
        one.own.put("build", 1L);
        awaitElsewhere(one, "build", 5, killed);

        awaitElsewhere(one, "build", 0);
    }

    @Test
    void a_server_that_ends_in_order_does_not_count_at_once() throws IOException {
        Server one = new Server(true);
        Server ending = new Server(true);
        ending.own.put("build", 5L);
        awaitElsewhere(one, "build", 5);

        servers.remove(ending);
        ending.archive.close();

        awaitElsewhere(one, "build", 0);
    }

    @Test
    void a_server_that_was_thought_to_be_gone_tells_everything_again() throws IOException {
        Server one = new Server(true);
        Server paused = new Server(false);
        paused.own.put("build", 2L);
        paused.own.put("deploy", 2L);
        awaitElsewhere(one, "build", 2, paused);
        awaitElsewhere(one, "build", 0);

        paused.own.put("build", 3L);

        awaitElsewhere(one, "build", 3, paused);
        awaitElsewhere(one, "deploy", 2, paused);
    }

    @Test
    void when_redis_has_lost_everything_it_is_told_again() throws IOException {
        Server one = new Server(true);
        Server two = new Server(true);
        one.own.put("build", 1L);
        two.own.put("build", 2L);
        awaitElsewhere(one, "build", 2);
        redis.replace();
        two.own.put("build", 4L);

        awaitElsewhere(one, "build", 4);
        awaitElsewhere(two, "build", 1);
    }

    @Test
    void thousands_of_counts_are_told_and_forgotten_in_time() throws IOException {
        Server one = new Server(true);
        Server killed = new Server(false);
        for (int i = 0; i < 10_000; i++) {
            killed.own.put("channel/" + i, 2L);
        }
        Awaitility.await("all are heard").atMost(Duration.ofSeconds(10)).until(() -> {
            killed.tell();
            return killed.own.keySet().stream().allMatch(name -> one.elsewhere(name) == 2);
        });

        Awaitility.await("all are forgotten")
                .atMost(Duration.ofSeconds(10))
                .until(() -> killed.own.keySet().stream().allMatch(name -> one.elsewhere(name) == 0));
    }

    @Test
    void whatever_comes_and_goes_the_counts_are_right_in_the_end_and_never_negative() throws IOException {
        Random random = new Random(15);
        Server watcher = new Server(true);
        Map<String, Long> wanted = new HashMap<>();
        for (int round = 0; round < 20; round++) {
            Server server = new Server(false);
            for (int i = 0; i < 50; i++) {
                server.own.put("channel/" + random.nextInt(100), 1L + random.nextInt(3));
                server.tell();
                server.own.remove("channel/" + random.nextInt(100));
                assertThat(watcher.elsewhere("channel/" + random.nextInt(100))).isNotNegative();
            }
            if (random.nextBoolean()) {
                server.own.clear();
            }
        }
        // until now they told only now and then, so most were thought to be gone
        servers.stream().filter(server -> server != watcher).forEach(server -> server.archive.start(Thread::new));
        servers.stream()
                .filter(server -> server != watcher)
                .forEach(server -> server.own.forEach((name, count) -> wanted.merge(name, count, Long::sum)));

        Awaitility.await("the sums").atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            for (int i = 0; i < 100; i++) {
                String name = "channel/" + i;
                assertThat(watcher.elsewhere(name)).as(name).isEqualTo(wanted.getOrDefault(name, 0L));
            }
        });
    }
}
