package io.tapewire.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.RunStarted;
import io.tapewire.fault.CapturedLog;
import io.tapewire.log.ManualClock;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.RecordType;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {
    private static final Duration INTERVAL = Duration.ofMillis(Limits.STANDARD.of(Limit.LIST_INTERVAL_MS));
    private static final Duration COUNTS_INTERVAL =
            Duration.ofMillis(Limits.STANDARD.of(Limit.LIST_COUNTS_INTERVAL_MS));

    /** Those that take each message soon. */
    private final List<Page> taking = new ArrayList<>();

    private final ManualClock clock = new ManualClock();
    private Limits limits = Limits.STANDARD;
    private Channels channels = new Channels(limits, clock);
    private Directory directory = new Directory(channels::list, limits, clock);

    @Test
    void a_new_watcher_is_told_all_channels() {
        print("a", "b");

        Page page = watch();

        assertThat(page.list.keySet()).containsExactly("a", "b");
        assertThat(page.last().getBoolean("whole")).isTrue();
        assertThat(page.last().getBoolean("more")).isFalse();
    }

    @Test
    void a_list_without_channels_is_told_too() {
        assertThat(watch().messages).hasSize(1);
    }

    @Test
    void a_new_channel_is_told_at_the_next_comparison_and_no_sooner() {
        Page page = watch();
        print("new");

        refreshAfter(INTERVAL.minusMillis(1));
        assertThat(page.list).isEmpty();

        refreshAfter(Duration.ofMillis(1));
        assertThat(page.list).containsOnlyKeys("new");
        assertThat(page.last().getBoolean("whole")).isFalse();
    }

    @Test
    void nothing_is_told_when_nothing_has_changed() {
        print("a");
        Page page = watch();

        for (int i = 0; i < 20; i++) {
            refreshAfter(INTERVAL);
        }

        assertThat(page.messages).hasSize(1);
    }

    @Test
    void a_removed_channel_is_told() {
        print("a", "b");
        Page page = watch();
        channels.delete("a");

        refreshAfter(INTERVAL);

        assertThat(page.list).containsOnlyKeys("b");
    }

    @Test
    void a_channel_that_only_grows_is_told_at_a_longer_interval_and_finally() {
        print("a");
        Page page = watch();
        long before = page.list.get("a").getInt("bytes");

        print("a");
        refreshAfter(INTERVAL);
        assertThat(page.list.get("a").getInt("bytes")).isEqualTo(before);

        refreshAfter(COUNTS_INTERVAL);
        assertThat(page.list.get("a").getInt("bytes")).isGreaterThan((int) before);
    }

    @Test
    void a_run_that_begins_is_told_at_once() {
        print("a");
        Page page = watch();
        channels.start(new RunStarted("a", "r1", "Build", null, null));

        refreshAfter(INTERVAL);

        assertThat(page.list.get("a").getJsonObject("run").getString("title")).isEqualTo("Build");
    }

    @Test
    void only_what_may_be_seen_is_told_also_of_what_is_removed() {
        print("mine/a", "other/b");
        Page page = watch(name -> name.startsWith("mine/"));
        channels.delete("other/b");

        refreshAfter(INTERVAL);

        assertThat(page.messages).hasSize(1);
        assertThat(page.messages.get(0).toString()).doesNotContain("other");
    }

    @Test
    void a_long_list_comes_in_parts_one_at_a_time() {
        use(limits.with(Limit.LIST_ROWS, 2));
        print("a", "b", "c", "d", "e");
        Page page = new Page(name -> true);
        page.watcher = directory.watch(page);

        assertThat(page.list).hasSize(2);
        assertThat(page.last().getBoolean("more")).isTrue();
        page.takeAll();
        assertThat(page.list).hasSize(5);
        assertThat(page.messages).hasSize(3);
        assertThat(page.last().getBoolean("more")).isFalse();
    }

    @Test
    void a_slow_client_gets_the_latest_state_only() {
        print("a");
        Page page = new Page(name -> true);
        page.watcher = directory.watch(page);
        for (int i = 0; i < 10; i++) {
            channels.start(new RunStarted("a", "r" + i, null, null, null));
            refreshAfter(INTERVAL);
        }

        page.takeAll();

        assertThat(page.messages).hasSize(2);
        assertThat(page.list.get("a").getJsonObject("run").getString("run")).isEqualTo("r9");
    }

    @Test
    void a_watcher_that_restarts_is_told_all_again() {
        Set<String> visible = new HashSet<>(Set.of("a"));
        print("a", "b");
        Page page = watch(visible::contains);

        visible.add("b");
        page.watcher.restart();
        page.takeAll();

        assertThat(page.list).containsOnlyKeys("a", "b");
        assertThat(page.last().getBoolean("whole")).isTrue();
    }

    @Test
    void a_watcher_whose_rules_fail_keeps_nothing_from_the_others_and_is_told_later() {
        AtomicBoolean fails = new AtomicBoolean();
        List<Page> failing = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            failing.add(watch(name -> {
                if (fails.get()) {
                    throw new IllegalStateException("planted: the rules fail");
                }
                return true;
            }));
        }
        Page other = watch();
        fails.set(true);
        print("a");

        try (CapturedLog log = CapturedLog.ofTapewire()) {
            refreshAfter(INTERVAL);
            assertThat(log.errors()).isNotEmpty();
        }
        assertThat(other.list).containsOnlyKeys("a");

        fails.set(false);
        refreshAfter(INTERVAL);
        assertThat(failing).allSatisfy(page -> assertThat(page.list).containsOnlyKeys("a"));
    }

    @Test
    void a_closed_watcher_is_told_nothing() {
        Page page = watch();
        page.watcher.close();
        print("a");

        refreshAfter(INTERVAL);

        assertThat(page.messages).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void every_watcher_has_the_list_in_the_end_whatever_happens(int seed) {
        use(limits.with(Limit.LIST_ROWS, 3).with(Limit.CHANNELS, 8));
        Random random = new Random(seed);
        List<Page> pages = new ArrayList<>();
        for (int step = 0; step < 2_000; step++) {
            String name = "c" + random.nextInt(8);
            switch (random.nextInt(6)) {
                case 0 -> channels.delete(name);
                case 1 -> channels.start(new RunStarted(name, "r" + step, null, null, null));
                case 2 -> refreshAfter(Duration.ofMillis(random.nextInt(3_000)));
                case 3 -> pages.forEach(page -> page.take(random.nextInt(2)));
                case 4 -> {
                    if (pages.size() < 5) {
                        Page page = new Page(any -> true);
                        page.watcher = directory.watch(page);
                        pages.add(page);
                    }
                }
                default -> print(name);
            }
        }
        for (int i = 0; i < 5; i++) {
            refreshAfter(COUNTS_INTERVAL);
            pages.forEach(Page::takeAll);
        }

        var expected = new TreeMap<String, JsonObject>();
        channels.list()
                .forEach(each -> expected.put(each.name(), ChannelJson.of(each).build()));
        assertThat(pages).hasSize(5).allSatisfy(page -> assertThat(page.list).isEqualTo(expected));
    }

    private void use(Limits others) {
        limits = others;
        channels = new Channels(limits, clock);
        directory = new Directory(channels::list, limits, clock);
    }

    private void print(String... names) {
        for (String name : names) {
            channels.append(name, RecordType.OUTPUT, "text\n".getBytes(UTF_8));
            channels.find(name).orElseThrow().log().seal();
        }
    }

    private void refreshAfter(Duration time) {
        clock.advance(time);
        directory.refresh();
        taking.forEach(Page::takeAll);
    }

    private Page watch() {
        return watch(name -> true);
    }

    private Page watch(Predicate<String> visible) {
        Page page = new Page(visible);
        page.watcher = directory.watch(page);
        page.takeAll();
        taking.add(page);
        return page;
    }

    /** Keeps the list as a page would. */
    private static final class Page implements Watcher.Client {
        final List<JsonObject> messages = new ArrayList<>();
        final TreeMap<String, JsonObject> list = new TreeMap<>();
        private final Predicate<String> visible;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private Watcher watcher;

        Page(Predicate<String> visible) {
            this.visible = visible;
        }

        @Override
        public boolean maySee(String channel) {
            return visible.test(channel);
        }

        @Override
        public void send(Envelope message, Runnable taken) {
            assertThat(waiting).isEmpty();
            messages.add(message.data());
            if (message.data().getBoolean("whole")) {
                list.clear();
            }
            message.data()
                    .getJsonArray("channels")
                    .getValuesAs(JsonObject.class)
                    .forEach(each -> list.put(each.getString("name"), each));
            message.data()
                    .getJsonArray("removed")
                    .getValuesAs(JsonString.class)
                    .forEach(each -> list.remove(each.getString()));
            waiting.add(taken);
        }

        JsonObject last() {
            return messages.get(messages.size() - 1);
        }

        void take(int most) {
            for (int i = 0; i < most && !waiting.isEmpty(); i++) {
                waiting.remove().run();
            }
        }

        void takeAll() {
            while (!waiting.isEmpty()) {
                take(1);
            }
        }
    }
}
