package io.tapewire.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.shared.Codec;
import io.tapewire.shared.Entries;
import io.tapewire.shared.Entries.Outcome;
import io.tapewire.shared.EntryRules;
import io.tapewire.shared.Sharing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions, tickets and the like, as two servers have them in a real Redis. */
class RedisEntriesTest {
    private static final Codec<String> TEXT = new Codec<>() {
        @Override
        public String write(String thing) {
            return thing;
        }

        @Override
        public String read(String text) {
            return text;
        }
    };
    private static final Duration IDLE = Duration.ofSeconds(2);

    @TempDir
    private Path home;

    private Nodes nodes;
    private Sharing here;
    private Sharing there;

    @BeforeEach
    void start() {
        nodes = new Nodes(home);
        here = nodes.share();
        there = nodes.share();
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void what_one_server_adds_the_other_finds_and_one_of_many_takes() {
        Entries<String> mine = here.entries(rules(10, 10, false, null), TEXT);
        Entries<String> theirs = there.entries(rules(10, 10, false, null), TEXT);
        for (int i = 0; i < 20; i++) {
            String id = "id" + i;
            assertThat(mine.add(id, "thing", "ada", soon()).outcome()).isEqualTo(Outcome.DONE);
            assertThat(theirs.find(id)).contains("thing");

            List<String> taken = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(each -> (each % 2 == 0 ? mine : theirs).take(id))
                    .flatMap(each -> each.stream())
                    .toList();
            assertThat(taken).containsExactly("thing");
            assertThat(mine.find(id)).isEmpty();
            assertThat(theirs.has(id)).isFalse();
        }
    }

    @Test
    void an_entry_ends_by_itself() {
        Entries<String> mine = here.entries(rules(1, 1, false, null), TEXT);
        mine.add("id", "thing", "ada", Instant.now().plusMillis(300));

        Awaitility.await("it ends").until(() -> mine.find("id").isEmpty());
        assertThat(mine.add("other", "thing", "ada", soon()).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void one_owner_and_all_together_have_a_bounded_number_on_all_servers_together() {
        Entries<String> mine = here.entries(rules(3, 2, false, null), TEXT);
        Entries<String> theirs = there.entries(rules(3, 2, false, null), TEXT);
        mine.add("a1", "thing", "ada", soon());
        theirs.add("a2", "thing", "ada", soon());

        assertThat(mine.add("a3", "thing", "ada", soon()).outcome()).isEqualTo(Outcome.OWNER_HAS_TOO_MANY);
        assertThat(mine.add("b1", "thing", "bob", soon()).outcome()).isEqualTo(Outcome.DONE);
        assertThat(theirs.add("c1", "thing", "eve", soon()).outcome()).isEqualTo(Outcome.TOO_MANY);
        theirs.take("a1");
        assertThat(mine.add("a3", "thing", "ada", soon()).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void the_oldest_one_of_an_owner_ends_for_a_newer_one_and_all_servers_hear_of_it() {
        Entries<String> mine = here.entries(rules(10, 2, true, IDLE), TEXT);
        Entries<String> theirs = there.entries(rules(10, 2, true, IDLE), TEXT);
        List<String> ended = new CopyOnWriteArrayList<>();
        theirs.whileInUse(() -> Set.of("a1"), ended::add);
        mine.add("a1", "thing", "ada", soon());
        theirs.add("a2", "thing", "ada", soon());

        Entries.Added added = mine.add("a3", "thing", "ada", soon());

        assertThat(added).isEqualTo(new Entries.Added(Outcome.DONE, "a1"));
        Awaitility.await("the other server hears of it").until(() -> ended.contains("a1"));
        assertThat(theirs.find("a1")).isEmpty();
        assertThat(theirs.find("a2")).isPresent();
    }

    @Test
    void the_other_server_hears_within_a_second_what_was_taken() {
        Entries<String> mine = here.entries(rules(10, 2, true, IDLE), TEXT);
        Entries<String> theirs = there.entries(rules(10, 2, true, IDLE), TEXT);
        List<String> ended = new CopyOnWriteArrayList<>();
        theirs.whileInUse(Set::of, ended::add);
        for (String id : List.of("a", "b")) {
            mine.add(id, "thing", "ada", soon());
            assertThat(mine.take(id)).isPresent();
            Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> ended.contains(id));
        }
    }

    @Test
    void an_entry_in_use_on_one_server_is_not_idle_and_ends_when_it_is() {
        Entries<String> mine = here.entries(rules(10, 2, true, IDLE), TEXT);
        Entries<String> theirs = there.entries(rules(10, 2, true, IDLE), TEXT);
        Set<String> inUse = new CopyOnWriteArraySet<>(Set.of("used"));
        theirs.whileInUse(() -> inUse, id -> {});
        mine.add("used", "thing", "ada", soon());
        mine.add("unused", "thing", "ada", soon());

        Awaitility.await("one is idle").until(() -> !mine.has("unused"));
        Awaitility.await("the other one is not")
                .during(IDLE)
                .atMost(IDLE.multipliedBy(2))
                .until(() -> mine.has("used"));
        inUse.clear();
        Awaitility.await("now it is").until(() -> !mine.has("used"));
    }

    @Test
    void whoever_is_lost_with_redis_has_ended() {
        Entries<String> mine = here.entries(rules(10, 2, true, IDLE), TEXT);
        List<String> ended = new CopyOnWriteArrayList<>();
        mine.whileInUse(() -> Set.of("a"), ended::add);
        mine.add("a", "thing", "ada", soon());

        nodes.redis().replace();

        Awaitility.await("it is noticed").until(() -> ended.contains("a"));
    }

    @Test
    void while_redis_does_not_answer_nothing_ends_and_nothing_begins() {
        Entries<String> mine = here.entries(rules(10, 2, true, Duration.ofMinutes(1)), TEXT);
        List<String> ended = new CopyOnWriteArrayList<>();
        mine.whileInUse(() -> Set.of("a"), ended::add);
        mine.add("a", "thing", "ada", soon());
        nodes.redis().freeze();

        assertThatThrownBy(() -> mine.find("a")).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> mine.take("a")).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> mine.add("b", "thing", "ada", soon())).isInstanceOf(StoreUnavailable.class);
        assertThat(mine.has("a")).as("nobody knows better").isTrue();

        nodes.redis().thaw();
        Awaitility.await("Redis answers")
                .ignoreExceptions()
                .until(() -> mine.find("a").isPresent());
        assertThat(ended).isEmpty();
    }

    @Test
    void redis_has_nothing_that_can_be_read_or_made_up_without_the_token() {
        Entries<String> mine = here.entries(rules(10, 2, true, IDLE), TEXT);
        mine.add("a", "ada's secret", "ada", soon());
        Sharing stranger = nodes.join().sharing("another token");

        assertThat(nodes.redis().dump()).doesNotContain("ada's secret");
        assertThat(stranger.entries(rules(10, 2, true, IDLE), TEXT).find("a")).isEmpty();
    }

    private static EntryRules rules(long most, long mostOfOne, boolean oldestEnds, Duration idle) {
        return new EntryRules("things", most, mostOfOne, oldestEnds, idle);
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(60);
    }
}
