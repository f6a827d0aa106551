package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.ManualClock;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import jakarta.json.Json;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a subscriber gets, and in which order. */
class DeliveryTest {
    private final Rig rig = new Rig();

    @Test
    void connected_comes_before_subscribed_and_that_before_the_records() {
        rig.records("build", "a", "b");
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = rig.connect(outlet);
        subscriber.reply(Envelope.of(MessageType.CONNECTED));
        subscriber.subscribe(Subscription.whole("build"));

        rig.run();

        assertThat(outlet.types())
                .containsExactly(MessageType.CONNECTED, MessageType.SUBSCRIBED, MessageType.TERMINAL_OUTPUT);
    }

    @Test
    void a_late_joiner_gets_the_whole_history_and_then_goes_on_live() {
        rig.records("build", "one ", "two ");
        FakeOutlet outlet = rig.watch("build");
        assertThat(outlet.output("build")).isEqualTo("one two ");

        rig.output("build", "three");
        rig.passPace();

        assertThat(outlet.output("build")).isEqualTo("one two three");
        assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
    }

    @Test
    void subscribed_names_the_channel_its_epoch_and_the_position_after_which_delivery_begins() {
        rig.records("build", "a", "b");
        FakeOutlet outlet = FakeOutlet.inline();
        rig.connect(outlet).subscribe(new Subscription("build", null, 0, 0, Json.createValue("r7")));
        rig.run();

        assertThat(outlet.envelopes().get(0))
                .isEqualTo(Envelope.of(MessageType.SUBSCRIBED)
                        .about("build")
                        .at(rig.epoch("build"), 0)
                        .inReplyTo(Json.createValue("r7"))
                        .stamped(ManualClock.START)
                        .with(Json.createObjectBuilder().add("recovered", false).build()));
    }

    @Test
    void a_channel_that_nobody_has_written_to_can_be_watched() {
        FakeOutlet outlet = rig.watch("later");
        assertThat(outlet.types()).containsExactly(MessageType.SUBSCRIBED);

        rig.output("later", "here it is");
        rig.passPace();

        assertThat(outlet.output("later")).isEqualTo("here it is");
    }

    @Test
    void what_was_appended_but_not_sealed_is_history_for_who_comes_then() {
        rig.output("build", "open");

        assertThat(rig.watch("build").output("build")).isEqualTo("open");
    }

    @Test
    void all_kinds_of_records_come_in_the_order_in_which_they_were_published() {
        FakeOutlet outlet = rig.watch("build");
        rig.output("build", "a");
        rig.message("build", "{\"n\":1}");
        rig.message("build", "{\"n\":2}");
        rig.output("build", "b");
        rig.passPace();

        assertThat(outlet.types())
                .containsExactly(
                        MessageType.SUBSCRIBED,
                        MessageType.TERMINAL_OUTPUT,
                        MessageType.TASK_STATUS,
                        MessageType.TASK_STATUS,
                        MessageType.TERMINAL_OUTPUT);
        assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
    }

    @Test
    void a_long_history_comes_in_frames_that_are_not_too_large() {
        String text =
                IntStream.range(0, 20_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        rig.output("build", text);

        FakeOutlet outlet = rig.watch("build");

        assertThat(outlet.output("build")).isEqualTo(text);
        assertThat(outlet.frames())
                .hasSizeGreaterThan(3)
                .allSatisfy(frame -> assertThat(frame.size()).isLessThanOrEqualTo(rig.limits.asInt(Limit.FRAME_BYTES)));
        assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
    }

    @Test
    void channels_of_one_connection_do_not_mix() {
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = rig.connect(outlet);
        subscriber.subscribe(Subscription.whole("a"));
        subscriber.subscribe(Subscription.whole("b/c"));
        rig.run();
        for (int i = 0; i < 10; i++) {
            rig.output("a", "a" + i);
            rig.output("b/c", "b" + i);
            rig.passPace();
        }

        assertThat(outlet.output("a")).isEqualTo("a0a1a2a3a4a5a6a7a8a9");
        assertThat(outlet.output("b/c")).isEqualTo("b0b1b2b3b4b5b6b7b8b9");
        assertThat(Replay.of("a", outlet.envelopes()).faults()).isEmpty();
        assertThat(Replay.of("b/c", outlet.envelopes()).faults()).isEmpty();
    }

    @Test
    void a_flood_in_one_channel_does_not_keep_another_of_the_same_connection_waiting() {
        FakeOutlet outlet = FakeOutlet.held();
        Subscriber subscriber = rig.connect(outlet);
        rig.output("flood", "x".repeat(1_000_000));
        rig.records("quiet", "hello");
        subscriber.subscribe(Subscription.whole("flood"));
        subscriber.subscribe(Subscription.whole("quiet"));
        rig.run();

        for (int frames = 0; frames < 5; frames++) {
            outlet.land();
            rig.run();
        }

        assertThat(outlet.output("quiet")).isEqualTo("hello");
    }

    @Test
    void viewers_at_the_same_place_share_the_frame() {
        FakeOutlet one = rig.watch("build");
        FakeOutlet other = rig.watch("build");
        rig.output("build", "for both");
        rig.passPace();

        assertThat(one.frames().get(1)).isSameAs(other.frames().get(1));
    }

    @Test
    void after_unsubscribed_nothing_more_comes() {
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = rig.connect(outlet);
        subscriber.subscribe(Subscription.whole("build"));
        rig.run();
        rig.output("build", "before");
        rig.run();
        rig.output("build", "open");
        subscriber.unsubscribe("build", Json.createValue(1));
        rig.output("build", "after");
        rig.run();
        rig.passPace();

        assertThat(outlet.last())
                .isEqualTo(Envelope.of(MessageType.UNSUBSCRIBED)
                        .about("build")
                        .inReplyTo(Json.createValue(1))
                        .stamped(ManualClock.START));
        assertThat(rig.channels.find("build").orElseThrow().viewers()).isZero();
    }

    @Test
    void after_unsubscribed_nothing_more_comes_even_when_much_was_waiting() {
        rig.output("build", "x".repeat(1_000_000));
        FakeOutlet outlet = FakeOutlet.held();
        Subscriber subscriber = rig.connect(outlet);
        subscriber.subscribe(Subscription.whole("build"));
        rig.run();
        outlet.land();
        rig.run();
        subscriber.unsubscribe("build", null);
        rig.run();
        rig.landAll(outlet);

        assertThat(outlet.last().type()).isEqualTo(MessageType.UNSUBSCRIBED);
        assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
    }

    @Test
    void what_is_not_subscribed_can_be_neither_dropped_nor_acknowledged() {
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = rig.connect(outlet);
        subscriber.unsubscribe("build", Json.createValue(1));
        subscriber.acknowledge("build", 5, Json.createValue(2));
        rig.run();

        assertThat(outlet.envelopes()).extracting(Envelope::type).containsOnly(MessageType.ERROR);
        assertThat(outlet.envelopes())
                .extracting(error -> error.data().getString("code"))
                .containsExactly("not_subscribed", "not_subscribed");
        assertThat(outlet.envelopes())
                .extracting(Envelope::id)
                .containsExactly(Json.createValue(1), Json.createValue(2));
    }

    @Test
    void subscribing_again_starts_anew_and_nothing_comes_twice_in_between() {
        rig.records("build", "a", "b", "c");
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = rig.connect(outlet);
        subscriber.subscribe(Subscription.whole("build"));
        rig.run();
        subscriber.subscribe(Rig.resume("build", rig.epoch("build"), 1));
        rig.run();
        rig.output("build", "d");
        rig.passPace();

        Replay replay = Replay.of("build", outlet.envelopes());
        assertThat(replay.faults()).isEmpty();
        assertThat(replay.runs()).containsExactly("", "abc", "bcd");
        assertThat(rig.channels.find("build").orElseThrow().viewers()).isEqualTo(1);
    }

    @Test
    void every_request_to_subscribe_is_answered_even_when_another_follows_at_once() {
        FakeOutlet outlet = FakeOutlet.held();
        Subscriber subscriber = rig.connect(outlet);
        subscriber.reply(Rig.pong());
        rig.run();
        subscriber.subscribe(new Subscription("build", null, 0, 0, Json.createValue(1)));
        subscriber.subscribe(new Subscription("build", null, 0, 0, Json.createValue(2)));
        subscriber.unsubscribe("build", Json.createValue(3));
        rig.run();
        rig.landAll(outlet);

        assertThat(outlet.envelopes())
                .extracting(Envelope::id)
                .containsExactlyInAnyOrder(null, Json.createValue(1), Json.createValue(2), Json.createValue(3));
    }

    @Test
    void one_subscription_more_than_allowed_is_refused_and_the_others_go_on() {
        Rig narrow = new Rig(Limits.STANDARD.with(Limit.CONNECTION_CHANNELS, 2));
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = narrow.connect(outlet);
        subscriber.subscribe(Subscription.whole("a"));
        subscriber.subscribe(Subscription.whole("b"));
        subscriber.subscribe(new Subscription("c", null, 0, 0, Json.createValue("r")));
        narrow.run();

        assertThat(outlet.last().type()).isEqualTo(MessageType.ERROR);
        assertThat(outlet.last().data().getString("code")).isEqualTo("too_many_channels");
        assertThat(outlet.last().channel()).isEqualTo("c");
        assertThat(outlet.last().id()).isEqualTo(Json.createValue("r"));
        assertThat(narrow.channels.find("c")).isEmpty();
        narrow.output("a", "still here");
        narrow.passPace();
        assertThat(outlet.output("a")).isEqualTo("still here");
    }

    @Test
    void with_as_many_subscriptions_as_allowed_one_may_be_renewed_or_replaced() {
        Rig narrow = new Rig(Limits.STANDARD.with(Limit.CONNECTION_CHANNELS, 1));
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = narrow.connect(outlet);
        subscriber.subscribe(Subscription.whole("a"));
        subscriber.subscribe(Subscription.whole("a"));
        subscriber.unsubscribe("a", null);
        subscriber.subscribe(Subscription.whole("b"));
        narrow.run();

        assertThat(outlet.types()).doesNotContain(MessageType.ERROR);
        assertThat(outlet.last().channel()).isEqualTo("b");
    }

    @Test
    void a_channel_too_many_is_an_error_and_the_connection_lives_on() {
        Rig full = new Rig(Limits.STANDARD.with(Limit.CHANNELS_AWAITED, 1));
        full.output("only", "x");
        full.watch("awaited");
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = full.connect(outlet);
        subscriber.subscribe(Subscription.whole("more"));
        subscriber.subscribe(Subscription.whole("only"));
        full.run();

        assertThat(outlet.types())
                .containsExactlyInAnyOrder(MessageType.ERROR, MessageType.SUBSCRIBED, MessageType.TERMINAL_OUTPUT);
        assertThat(outlet.closes()).isEmpty();
    }
}
