package io.tapewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.token.Jwt;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What it costs to check who may: each time the same work with and without it, in turns, so that both have the same
 * machine. With {@code -Dload.access=100} there are 100 connections and channels instead of 1,000.
 */
class AccessLoad extends ServerLoad {
    private static final int MANY = Integer.getInteger("load.access", 1000);
    private static final int ROUNDS = 5;
    private static final int SECRETS = 100;
    private static final int LENGTH = 128;
    private static final int FLOOD_BYTES = 40_000 * MANY;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Work W1 = new Work("W1", 100, 1, 20, 80, 8);
    private static final Work W2 = new Work("W2", 100, 1, 2000, LENGTH, 8);
    private static final Work W6 = new Work("W6", MANY, MANY, 10, LENGTH, 10);

    private Target withJwt;

    @BeforeEach
    void makeToken() {
        String claims = "{\"sub\":\"load\",\"exp\":%d,\"tapewire\":{\"subscribe\":[\"load/**\"]}}"
                .formatted(Instant.now().plus(Duration.ofHours(1)).getEpochSecond());
        String token = new Jwt("{\"alg\":\"HS256\"}", claims).hmac("HmacSHA256", System.getenv("TAPEWIRE_JWT_SECRET"));
        withJwt = new Target(target.port(), token);
    }

    @Test
    void many_connect_at_once_with_a_jwt_as_with_the_administrators_token(Report report) throws IOException {
        connect(target);
        connect(withJwt);
        List<Double> administrators = new ArrayList<>();
        List<Double> jwts = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            administrators.add(connect(target));
            jwts.add(connect(withJwt));
        }
        row("handshakes", MANY, administrators, jwts, report);
    }

    /** How many seconds it takes until all are greeted. */
    private static double connect(Target as) throws IOException {
        List<Seat> seats = Collections.nCopies(MANY, new Seat("", 0, 0, LENGTH));
        long begin = Line.micros();
        try (Viewers viewers = new Viewers(as, seats, 1)) {
            viewers.attendance().awaitGreeting(PATIENCE);
            return (Line.micros() - begin) / 1e6;
        }
    }

    @Test
    void a_flood_in_which_a_hundred_secrets_are_masked(Report report) throws IOException {
        for (int viewers : new int[] {1, 100}) {
            List<Double> plain = new ArrayList<>();
            List<Double> masked = new ArrayList<>();
            flood("warm-up", viewers, 0);
            flood("warm-up", viewers, SECRETS);
            for (int i = 0; i < ROUNDS; i++) {
                plain.add(flood("plain", viewers, 0));
                masked.add(flood("masked", viewers, SECRETS));
            }
            row("flood, " + SECRETS + " secrets masked", viewers, plain, masked, report);
        }
    }

    /** How many seconds it takes until all viewers have everything. */
    private double flood(String name, int viewers, int secrets) throws IOException {
        String channel = "load/" + name;
        if (secrets > 0) {
            target.say(channel, mask(secrets));
        }
        Outcome outcome = new Flood(target, server).run(channel, viewers, FLOOD_BYTES);
        assertThat(outcome.faults()).as("lines of %s", channel).isEqualTo(Faults.NONE);
        return outcome.cost().seconds();
    }

    private static String mask(int secrets) {
        // the same ones each time, of lengths that tokens and passwords have
        Random random = new Random(12);
        JsonArrayBuilder values = Json.createArrayBuilder();
        for (int i = 0; i < secrets; i++) {
            values.add(random.ints(8 + random.nextInt(33), '0', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        return Json.createObjectBuilder()
                .add("type", "mask")
                .add("data", Json.createObjectBuilder().add("values", values))
                .build()
                .toString();
    }

    @Test
    void many_channels_through_one_pattern_as_through_a_subscription_to_each(Report report) throws IOException {
        Steady steady = new Steady(target, server);
        Work warmUp = W6.named("warm-up").lasting(3);
        steady.run(warmUp, Follower.ofEach(target, warmUp));
        steady.run(warmUp, Follower.ofPattern(target, warmUp));
        for (int i = 0; i < 2; i++) {
            Outcome each = steady.run(W6, Follower.ofEach(target, W6));
            Outcome pattern = steady.run(W6, Follower.ofPattern(target, W6));
            report("W6 on one connection", 1, W6.channels(), W6.rate(), LENGTH, each, report);
            report("W6 by one pattern", 1, W6.channels(), W6.rate(), LENGTH, pattern, report);
        }
    }

    @Test
    void viewers_with_a_jwt_as_with_the_administrators_token(Report report) throws IOException {
        Steady steady = new Steady(target, server);
        warmUp(W2);
        for (Work work : List.of(W1, W2)) {
            for (int i = 0; i < 2; i++) {
                measure(work, report);
                Outcome outcome = steady.run(work, Steady.viewers(work, withJwt));
                report(work.name() + " with JWTs", work.viewers(), 1, work.rate(), work.length(), outcome, report);
            }
        }
    }

    /** The median of each, because a single round depends on what else the machine does. */
    private static void row(String name, int count, List<Double> without, List<Double> with, Report report) {
        report.row(
                "access|connections|s without|s with|times as long",
                name,
                count,
                Median.of(without),
                Median.of(with),
                Median.of(with) / Median.of(without));
    }
}
