package io.tapewire.nodes;

import io.tapewire.it.Cable;
import io.tapewire.it.OwnServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Redis has not lost is lost to nobody, repeated for nobody and out of order for nobody, whatever happens to servers, to Redis and
 * between them; and a loss is named. {@code -Dkills=50 -Drounds=10} for more of everything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubleAcrossNodes {
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @TempDir
    private static Path home;

    private final Random random = new Random(SEED);
    private Redis first;
    private Fleet fleet;
    private int campaigns;

    /** How often a server is killed. */
    int kills() {
        return Integer.getInteger("kills", 6);
    }

    /** How often each other thing is done. */
    int rounds() {
        return Integer.getInteger("rounds", 2);
    }

    @BeforeAll
    void start() {
        System.out.println("Trouble with -Dseed=" + SEED);
        first = new Redis(home.resolve("redis")).start();
        // output is held for long, so that programs notice only a part of the trouble
        fleet = Fleet.start(
                2, home, first, Map.of("TAPEWIRE_REDIS_TIMEOUT_MS", "500", "TAPEWIRE_REDIS_HOLD_MS", "3000"));
    }

    @AfterAll
    void stop() {
        fleet.close();
        first.close();
    }

    /** Settings of a Redis that all use from now on. */
    private Redis redis(String... settings) {
        Redis redis = new Redis(home.resolve("redis-" + ++campaigns), settings).start();
        fleet.use(redis);
        return redis;
    }

    private Campaign begin() {
        return Campaign.begin("trouble/" + campaigns, fleet.targets(), fleet.targets());
    }

    @Test
    void servers_are_killed() {
        try (Redis redis = redis();
                Campaign campaign = begin()) {
            for (int i = 0; i < kills(); i++) {
                OwnServer server = fleet.server(random.nextInt(fleet.size()));
                server.kill();
                server.start();
                campaign.awaitProgress();
            }
            campaign.end(false);
        }
    }

    @Test
    void redis_is_killed_and_has_everything_on_the_disk() {
        try (Redis redis = redis("--appendonly", "yes", "--appendfsync", "always");
                Campaign campaign = begin()) {
            for (int i = 0; i < rounds(); i++) {
                redis.kill();
                redis.start();
                campaign.awaitProgress();
            }
            campaign.end(false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "yes"})
    void redis_is_killed_and_may_have_lost_something(String appendOnly) {
        try (Redis redis = redis("--appendonly", appendOnly, "--appendfsync", "everysec");
                Campaign campaign = begin()) {
            for (int i = 0; i < rounds(); i++) {
                redis.kill();
                redis.start();
                campaign.awaitProgress();
            }
            campaign.end(true);
        }
    }

    @Test
    void a_replica_is_promoted_that_has_not_everything() {
        try (Redis master = redis("--repl-diskless-sync-delay", "0");
                Cable way = new Cable(master.port());
                Redis replica = new Redis(
                        home.resolve("replica-" + campaigns), "--replicaof", "127.0.0.1", String.valueOf(way.port()))) {
            replica.start();
            try (Campaign campaign = begin()) {
                Awaitility.await("the replica follows")
                        .until(() -> replica.text("INFO replication").contains("master_link_status:up"));
                campaign.awaitProgress();
                way.cut();
                campaign.awaitProgress();
                master.kill();
                replica.tell("REPLICAOF NO ONE");
                fleet.use(replica);
                campaign.awaitProgress();
                campaign.end(true);
            }
        }
    }

    @Test
    void redis_forgets_everything() {
        try (Redis redis = redis();
                Campaign campaign = begin()) {
            for (int i = 0; i < rounds(); i++) {
                redis.tell("FLUSHALL");
                campaign.awaitProgress();
            }
            campaign.end(true);
        }
    }

    @Test
    void redis_pauses() {
        try (Redis redis = redis();
                Campaign campaign = begin()) {
            for (int i = 0; i < rounds(); i++) {
                redis.tell("CLIENT PAUSE " + (100 + random.nextInt(2_000)) + " ALL");
                campaign.awaitProgress();
            }
            campaign.end(false);
        }
    }

    @Test
    void servers_hear_nothing_of_each_other() {
        try (Redis redis = redis("--rename-command", "SUBSCRIBE", "");
                Campaign campaign = begin()) {
            for (int i = 0; i < rounds(); i++) {
                campaign.awaitProgress();
            }
            campaign.end(false);
        }
    }

    @Test
    void a_server_is_cut_off_from_redis() {
        try (Redis redis = redis();
                Campaign campaign = begin()) {
            for (int i = 0; i < rounds(); i++) {
                int server = random.nextInt(fleet.size());
                fleet.way(server).freeze();
                awaitUnavailable(server);
                fleet.way(server).mend();
                campaign.awaitProgress();
            }
            campaign.end(false);
        }
    }

    /** Redis has done what a server has asked for, and the server does not learn it. */
    @Test
    void answers_of_redis_get_lost() {
        try (Redis redis = redis();
                Campaign campaign = begin()) {
            for (int i = 0; i < 10 * rounds(); i++) {
                fleet.way(random.nextInt(fleet.size())).loseNextAnswer();
                campaign.awaitProgress();
            }
            campaign.end(false);
        }
    }

    private void awaitUnavailable(int server) {
        Awaitility.await("the server notices that Redis is gone").until(() -> {
            try {
                fleet.targets().get(server).get("/channels/trouble/" + campaigns + "/alone/records?limit=1");
                return false;
            } catch (AssertionError unavailable) {
                return true;
            }
        });
    }
}
