package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Position;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.RecordType;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    private final Rig rig = new Rig(Limits.STANDARD.with(Limit.CHANNELS, 3));
    private final Channels channels = rig.channels;

    @Test
    void a_channel_comes_into_being_with_its_first_record() {
        assertThat(channels.find("build")).isEmpty();

        rig.output("build", "x");

        assertThat(channels.find("build")).hasValueSatisfying(channel -> {
            assertThat(channel.name()).isEqualTo("build");
            assertThat(channel.position()).isEqualTo(new Position(rig.epoch("build"), 1));
        });
    }

    @Test
    void every_log_has_an_epoch_of_its_own() {
        rig.output("a", "x");
        rig.output("b", "x");

        assertThat(rig.epoch("a")).matches("[0-9a-f]{16}").isNotEqualTo(rig.epoch("b"));
    }

    @Test
    void one_publisher_has_a_share_of_all_channels_and_gets_it_back() {
        Channels shared = new Rig(Limits.STANDARD.with(Limit.CHANNELS_OF_ONE, 2)).channels;
        Channel forgotten = shared.open("a", "ada");
        shared.open("a", "ada");
        shared.open("b", "ada");

        assertThatThrownBy(() -> shared.requireShare("c", "ada"))
                .isInstanceOfSatisfying(
                        TooManyChannels.class,
                        refused -> assertThat(refused.isOfOne()).isTrue());
        shared.requireShare("b", "ada");
        shared.requireShare("c", "bob");
        shared.requireShare("c", null);
        shared.forgetIfUnused(forgotten);
        shared.requireShare("c", "ada");
    }

    @Test
    void whoever_only_watches_a_channel_makes_no_place_for_who_publishes_to_it() {
        Channels shared = new Rig(Limits.STANDARD.with(Limit.CHANNELS_OF_ONE, 1)).channels;
        shared.open("a", "ada");
        shared.await("b", "ada");

        assertThatThrownBy(() -> shared.requireShare("b", "ada")).isInstanceOf(TooManyChannels.class);
    }

    @Test
    void a_bad_name_is_refused_and_creates_nothing() {
        assertThatThrownBy(() -> rig.output("no good", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rig.message("a/../b", "{}")).isInstanceOf(IllegalArgumentException.class);

        assertThat(channels.list()).isEmpty();
        assertThat(channels.find("no good")).isEmpty();
    }

    @Test
    void one_channel_more_than_allowed_is_refused_and_the_others_go_on() {
        rig.records("a", "x");
        rig.records("b", "x");
        rig.records("c", "x");

        assertThatThrownBy(() -> rig.output("d", "x"))
                .isInstanceOf(TooManyChannels.class)
                .hasMessageContaining("3");
        rig.records("a", "y");

        assertThat(channels.list()).extracting(ChannelSummary::name).containsExactly("a", "b", "c");
    }

    @Test
    void who_only_waits_for_channels_takes_no_place_from_those_who_publish() {
        for (String name : new String[] {"w1", "w2", "w3", "w4"}) {
            rig.watch(name);
        }
        rig.records("a", "x");
        rig.records("b", "x");

        rig.records("w1", "x");

        assertThat(channels.list()).hasSize(6);
        assertThatThrownBy(() -> rig.output("w2", "x")).isInstanceOf(TooManyChannels.class);
        assertThatThrownBy(() -> rig.output("c", "x")).isInstanceOf(TooManyChannels.class);
        channels.delete("a");
        rig.records("w2", "x");
    }

    @Test
    void one_caller_waits_for_a_bounded_number_of_channels_and_keeps_nobody_else_from_it() {
        Limits limits = Limits.STANDARD.with(Limit.CHANNELS_AWAITED, 3).with(Limit.CHANNELS_AWAITED_BY_ONE, 2);
        Rig bounded = new Rig(limits);
        FakeOutlet one = FakeOutlet.inline();
        FakeOutlet other = FakeOutlet.inline();
        Subscriber ofOne = bounded.connect(one, "one");
        Subscriber ofOther = bounded.connect(other, "other");

        for (String name : new String[] {"a", "b", "c"}) {
            ofOne.subscribe(Subscription.whole(name));
            bounded.run();
        }
        assertThat(one.last().data().getString("code")).isEqualTo("too_many_channels");
        ofOther.subscribe(Subscription.whole("d"));
        bounded.run();
        assertThat(other.last().channel()).isEqualTo("d");
        assertThat(other.last().type()).isEqualTo(MessageType.SUBSCRIBED);
        ofOther.subscribe(Subscription.whole("e"));
        bounded.run();
        assertThat(other.last().type()).as("more than all may wait for").isEqualTo(MessageType.ERROR);

        ofOne.unsubscribe("a", null);
        ofOne.subscribe(Subscription.whole("c"));
        bounded.run();
        assertThat(one.last().type()).as("one place is free again").isEqualTo(MessageType.SUBSCRIBED);
        bounded.records("c", "published");
        ofOne.subscribe(Subscription.whole("f"));
        bounded.run();
        assertThat(one.last().type()).as("c does not count any more").isEqualTo(MessageType.SUBSCRIBED);
    }

    @Test
    void when_one_is_forgotten_there_is_room_for_another() {
        rig.records("a", "x");
        rig.records("b", "x");
        rig.records("c", "x");
        channels.delete("b");

        rig.records("d", "x");

        assertThat(channels.list()).extracting(ChannelSummary::name).containsExactly("a", "c", "d");
    }

    @Test
    void a_deleted_channel_is_gone_when_nobody_watches_it() {
        rig.output("a", "x");

        assertThat(channels.delete("a")).isTrue();
        assertThat(channels.find("a")).isEmpty();
        assertThat(channels.delete("a")).isFalse();
    }

    @Test
    void a_deleted_channel_begins_anew_with_another_epoch() {
        rig.output("a", "x");
        String epoch = rig.epoch("a");
        channels.delete("a");
        rig.output("a", "y");

        assertThat(rig.epoch("a")).isNotEqualTo(epoch);
        assertThat(rig.log("a").seal()).isEqualTo(1);
    }

    @Test
    void what_holds_on_to_a_forgotten_channel_cannot_write_into_it() {
        rig.output("a", "x");
        Channel held = channels.find("a").orElseThrow();
        channels.delete("a");

        assertThat(held.append(RecordType.OUTPUT, new byte[] {'y'}, null, 1)).isFalse();
        held.restart();
        assertThat(held.append(RecordType.OUTPUT, new byte[] {'y'}, null, 1)).isFalse();
        assertThat(held.appendMessage(RecordType.NOTIFICATION, new byte[] {'{', '}'}))
                .isFalse();
    }

    @RepeatedTest(5)
    void nothing_that_is_appended_while_channels_are_deleted_is_refused_or_put_where_nobody_finds_it()
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicInteger running = new AtomicInteger(2);
        try {
            Runnable appender = () -> {
                for (int i = 0; i < 3_000; i++) {
                    Channel taker = channels.append("a", RecordType.OUTPUT, new byte[] {'x'});
                    assertThat(taker.name()).isEqualTo("a");
                }
                running.decrementAndGet();
            };
            Runnable deleter = () -> {
                while (running.get() > 0) {
                    channels.delete("a");
                    channels.upkeep().forgetIdle();
                }
            };
            List<Future<?>> work = List.of(threads.submit(appender), threads.submit(appender), threads.submit(deleter));
            for (Future<?> each : work) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        channels.delete("a");
        rig.output("a", "the end");

        assertThat(rig.watch("a").output("a")).isEqualTo("the end");
        channels.append("a", RecordType.OUTPUT, new byte[0]);
        assertThat(channels.list()).hasSize(1);
    }

    @RepeatedTest(5)
    void viewers_that_come_and_go_while_channels_are_deleted_find_the_channel_that_is_there() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try {
            Future<?> deleter = threads.submit(() -> {
                for (int i = 0; i < 2_000; i++) {
                    channels.delete("a");
                    rig.output("a", "x");
                    channels.upkeep().forgetIdle();
                }
            });
            while (!deleter.isDone()) {
                FakeOutlet outlet = FakeOutlet.inline();
                Subscriber subscriber = rig.connect(outlet);
                subscriber.subscribe(Subscription.whole("a"));
                rig.run();
                subscriber.leave();
                rig.run();
                assertThat(Replay.of("a", outlet.envelopes()).faults()).isEmpty();
            }
            deleter.get();
        } finally {
            threads.shutdownNow();
        }
        FakeOutlet outlet = rig.watch("a");
        rig.output("a", "the end");
        rig.passPace();

        assertThat(outlet.output("a")).endsWith("the end");
        assertThat(channels.find("a").orElseThrow().viewers()).isEqualTo(1);
    }
}
