package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.log.Archive;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Log;
import io.tapewire.log.Memory;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.RecordType;
import io.tapewire.redis.RedisArchive;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log in a Redis with a replica, while one takes the place of the other: no offset of an epoch ever stands for two records. */
class RedisFailoverTest {
    private static final String CHANNEL = "nightly/build";

    @TempDir
    private Path home;

    private final List<AutoCloseable> opened = new ArrayList<>();
    /** What was seen at each offset of each epoch. */
    private final Map<String, String> seen = new HashMap<>();

    private RedisProcess one;
    private RedisProcess other;
    private RedisArchive atOne;
    private RedisArchive atOther;

    @BeforeEach
    void start() throws IOException {
        one = process("one");
        other = process("other");
        other.follow(one);
        atOne = archive(one, Limits.STANDARD);
        atOther = archive(other, Limits.STANDARD);
    }

    private RedisProcess process(String name) {
        RedisProcess process = new RedisProcess(home.resolve(name)).start();
        opened.add(process);
        return process;
    }

    private RedisArchive archive(RedisProcess process, Limits limits) throws IOException {
        RedisArchive archive =
                RedisArchive.open(URI.create("redis://127.0.0.1:" + process.port()), limits, TimeSource.system());
        opened.add(archive);
        return archive;
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private static Log open(RedisArchive archive) {
        Archive.Kept kept = archive.open(CHANNEL, UUID.randomUUID().toString()).orElseThrow();
        return new Log(
                CHANNEL, kept.snapshot(), kept.store(), Limits.STANDARD, new Memory(1 << 30), TimeSource.system());
    }

    /** Prints to a log, or to the one that goes on for it, and returns that. */
    private Log print(RedisArchive archive, Log log, String text) {
        log.append(RecordType.OUTPUT, text.getBytes(UTF_8));
        log.flush(true);
        Log next = log;
        if (log.isReplaced()) {
            next = open(archive);
            next.carryOn(log.endUnstored(next.hasSentOf(log)));
            next.flush(true);
        }
        look(next);
        return next;
    }

    /** Remembers everything that readers get, and complains if it is not what it was. */
    private void look(Log log) {
        for (long next = 1; next <= log.span().last(); ) {
            Excerpt part = (Excerpt) log.partAt(next);
            for (; next <= part.last(); next++) {
                String text = new String(part.output(next, next), UTF_8);
                assertThat(seen.merge(log.epoch() + " " + next, text, (before, now) -> before))
                        .isEqualTo(text);
            }
        }
    }

    private static String output(Log log) {
        StringBuilder output = new StringBuilder();
        for (long next = 1; next <= log.span().last(); ) {
            Excerpt part = (Excerpt) log.partAt(next);
            output.append(new String(part.output(next, part.last()), UTF_8));
            next = part.last() + 1;
        }
        return output.toString();
    }

    @Test
    void a_replica_that_is_promoted_with_its_tail_missing_begins_a_new_epoch_behind_what_it_has() {
        Log before = print(atOne, open(atOne), "kept,");
        other.follow(one);
        other.promote();
        before = print(atOne, before, "lost,");

        Log after = print(atOther, open(atOther), "other,");

        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(output(after)).isEqualTo("kept,other,");
        assertThat(after.sharedWith(before, 2)).isEqualTo(1);
    }

    @Test
    void an_old_master_that_still_answers_goes_on_in_the_old_epoch_alone() {
        Log old = print(atOne, open(atOne), "kept,");
        other.follow(one);
        other.promote();
        Log fresh = print(atOther, open(atOther), "b,");
        old = print(atOne, old, "a,");
        fresh = print(atOther, fresh, "bb,");
        old = print(atOne, old, "aa,");

        assertThat(output(old)).isEqualTo("kept,a,aa,");
        assertThat(output(fresh)).isEqualTo("kept,b,bb,");
        assertThat(fresh.epoch()).isNotEqualTo(old.epoch());
    }

    @Test
    void a_master_that_was_a_replica_in_between_begins_a_new_epoch_without_having_been_restarted() {
        Log first = print(atOne, open(atOne), "kept,");
        other.follow(one);
        other.promote();
        Log second = print(atOther, open(atOther), "more,");
        one.follow(other);
        one.promote();
        second = print(atOther, second, "lost,");

        Log third = print(atOne, open(atOne), "third,");

        assertThat(output(third)).isEqualTo("kept,more,third,");
        assertThat(List.of(first.epoch(), second.epoch(), third.epoch())).doesNotHaveDuplicates();
        assertThat(third.sharedWith(second, 3)).isEqualTo(2);
    }

    @Test
    void a_log_that_was_open_all_the_time_notices_that_too() {
        Log log = print(atOne, open(atOne), "kept,");
        String epoch = log.epoch();
        other.follow(one);
        other.promote();
        one.follow(other);
        one.promote();

        log = print(atOne, log, "more,");

        assertThat(log.epoch()).isNotEqualTo(epoch);
        assertThat(output(log)).isEqualTo("kept,more,");
    }

    @Test
    void a_replica_takes_nothing_and_shows_nothing_even_if_it_could_be_written() {
        other.call("CONFIG SET replica-read-only no");
        Log log = print(atOne, open(atOne), "kept,");
        other.follow(one);

        assertThat(atOther.isClosed()).isFalse();
        assertThat(catchThrowable(() -> open(atOther))).isInstanceOf(StoreUnavailable.class);
        assertThat(atOther.isClosed()).isTrue();
        assertThat(output(log)).isEqualTo("kept,");
    }

    @Test
    void when_everything_was_removed_it_begins_anew_in_an_epoch_that_nobody_knows() {
        Log before = print(atOne, open(atOne), "gone,");
        one.call("FLUSHALL");

        Log after = print(atOne, before, "new,");

        assertThat(output(after)).isEqualTo("new,");
        assertThat(after.sharedWith(before, 1)).isNegative();
    }

    @Test
    void scripts_that_somebody_has_removed_are_loaded_again_and_nothing_else_happens() {
        Log log = print(atOne, open(atOne), "one,");
        one.call("SCRIPT FLUSH");
        Log after = print(atOne, log, "two,");

        assertThat(after).isSameAs(log);
        assertThat(output(after)).isEqualTo("one,two,");
    }

    @Test
    void if_replicas_must_have_it_nothing_is_shown_that_they_do_not_have() throws IOException {
        Limits strict = Limits.STANDARD.with(Limit.REDIS_REPLICAS, 1).with(Limit.REDIS_TIMEOUT_MS, 4_000);
        RedisArchive archive = archive(one, strict);
        RedisArchive reader = archive(one, strict);
        Log log = print(archive, open(archive), "one,");
        Log elsewhere = open(reader);
        other.freeze();
        log = print(archive, log, "two,");
        elsewhere.refresh();

        assertThat(output(log)).isEqualTo("one,");
        assertThat(output(elsewhere)).isEqualTo("one,");
        assertThat(output(open(atOne))).as("the master has it").isEqualTo("one,two,");

        other.thaw();
        Log waiting = log;
        Awaitility.await("the replica has it").untilAsserted(() -> {
            waiting.flush(true);
            elsewhere.refresh();
            assertThat(output(waiting)).isEqualTo("one,two,");
            assertThat(output(elsewhere)).isEqualTo("one,two,");
        });
    }

    @Test
    void a_channel_with_many_small_commits_is_joined_near_its_end() {
        Log log = open(atOne);
        for (int i = 0; i < 500; i++) {
            log = print(atOne, log, "line " + i + "\n");
        }
        Archive.Kept kept = atOne.open(CHANNEL, "another").orElseThrow();
        long end = kept.snapshot().end();

        assertThat(kept.store().offsetNear(0)).isEqualTo(1);
        assertThat(kept.store().offsetNear(end)).isEqualTo(501);
        assertThat(kept.store().offsetNear(end - 1)).isEqualTo(500);
        long middle = kept.store().offsetNear(end / 2);
        assertThat(middle).isBetween(240L, 260L);
    }
}
