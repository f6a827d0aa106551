package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Position;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A connection that follows patterns, and what it may watch and until when. */
class FollowingTest {
    private final Rig rig = new Rig(Limits.STANDARD.with(Limit.CONNECTION_CHANNELS, 4));
    private final FakeOutlet outlet = FakeOutlet.inline();
    private final Subscriber subscriber = rig.connect(outlet);

    @Test
    void a_pattern_is_answered_and_then_each_channel_that_fits_by_itself() {
        rig.records("build/1", "a");
        rig.records("build/2", "b");
        rig.records("deploy", "c");

        follow("build/*");

        assertThat(subscribed()).containsExactly("build/*", "build/1", "build/2");
        assertThat(outlet.envelopes().get(0).epoch()).isNull();
        assertThat(patternOf("build/1")).isEqualTo("build/*");
        assertThat(outlet.output("build/1")).isEqualTo("a");
        assertThat(outlet.output("build/2")).isEqualTo("b");
    }

    @Test
    void a_channel_that_comes_later_is_followed_from_its_start() {
        follow("build/**");

        rig.output("build/1/log", "a");
        rig.output("deploy", "b");
        rig.passPace();

        assertThat(subscribed()).containsExactly("build/**", "build/1/log");
        assertThat(outlet.output("build/1/log")).isEqualTo("a");
    }

    @Test
    void a_pattern_is_resumed_by_the_positions_of_its_channels() {
        rig.records("build/1", "a", "b");
        rig.records("build/2", "c");

        subscriber.follow(new Following(
                ChannelPattern.of("build/*"),
                Map.of("build/1", new Position(rig.epoch("build/1"), 1), "build/gone", new Position("e", 7)),
                0,
                null));
        rig.run();

        assertThat(outlet.output("build/1")).isEqualTo("b");
        assertThat(outlet.output("build/2")).as("it has no position").isEqualTo("c");
        assertThat(subscribed()).containsExactly("build/*", "build/1", "build/2");
        assertThat(outlet.envelopes().get(0).data().getJsonArray("gone"))
                .as("what the client has and the server has not")
                .containsExactly(Json.createValue("build/gone"));
    }

    @Test
    void a_channel_is_delivered_once_however_many_patterns_it_fits() {
        rig.records("build/1", "a");

        follow("build/*");
        follow("**");
        rig.output("build/2", "b");
        rig.passPace();

        assertThat(subscribed()).containsExactly("build/*", "build/1", "**", "build/2");
        assertThat(outlet.output("build/2")).isEqualTo("b");
    }

    @Test
    void a_pattern_ends_with_its_channels_but_not_with_those_of_another_or_with_named_ones() {
        rig.records("build/1", "a");
        rig.records("build/2", "b");
        subscriber.subscribe(Subscription.whole("build/2"));
        follow("build/*");
        follow("*/1");

        subscriber.unfollow(ChannelPattern.of("build/*"), null);
        rig.run();
        rig.output("build/1", "A");
        rig.output("build/2", "B");
        rig.output("build/3", "C");
        rig.passPace();
        assertThat(outlet.output("build/1")).isEqualTo("aA");
        assertThat(outlet.output("build/2")).isEqualTo("bB");
        assertThat(outlet.output("build/3")).isEmpty();

        subscriber.unfollow(ChannelPattern.of("*/1"), null);
        rig.run();
        rig.output("build/1", "x");
        rig.passPace();
        assertThat(outlet.output("build/1")).isEqualTo("aA");
        assertThat(outlet.types()).filteredOn(MessageType.UNSUBSCRIBED::equals).hasSize(2);
    }

    @Test
    void a_pattern_that_is_not_followed_cannot_be_ended() {
        subscriber.unfollow(ChannelPattern.of("build/*"), null);
        rig.run();

        assertThat(last().data().getString("code")).isEqualTo("not_subscribed");
    }

    @Test
    void what_may_not_be_watched_is_not_followed_now_or_later() {
        rig.records("build/1", "a");
        rig.records("build/secret", "b");
        permit(name -> !name.endsWith("secret"));

        follow("**");
        rig.output("other/secret", "c");
        rig.passPace();

        assertThat(subscribed()).containsExactly("**", "build/1");
    }

    @Test
    void a_change_of_permission_ends_what_it_forbids_and_adds_what_it_allows() {
        rig.records("build/1", "a");
        rig.records("build/2", "b");
        permit("build/1"::equals);
        follow("build/*");

        permit("build/2"::equals);
        rig.output("build/1", "A");
        rig.output("build/2", "B");
        rig.passPace();

        assertThat(outlet.output("build/1")).isEqualTo("a");
        assertThat(outlet.output("build/2")).isEqualTo("bB");
        Envelope ended = outlet.envelopes().stream()
                .filter(each -> each.type() == MessageType.UNSUBSCRIBED)
                .findFirst()
                .orElseThrow();
        assertThat(ended.channel()).isEqualTo("build/1");
        assertThat(ended.data().getString("reason")).isEqualTo("forbidden");
    }

    @Test
    void more_channels_than_allowed_are_left_out_and_that_is_told() {
        for (int i = 0; i < 9; i++) {
            rig.records("build/" + i, "a");
        }

        follow("build/*");

        assertThat(subscribed()).containsExactly("build/*", "build/0", "build/1", "build/2", "build/3");
        Envelope told = outlet.envelopes().stream()
                .filter(each -> each.type() == MessageType.ERROR)
                .findFirst()
                .orElseThrow();
        assertThat(told.channel()).isEqualTo("build/*");
        assertThat(told.data().getString("code")).isEqualTo("too_many_channels");
        assertThat(told.data().getString("message")).contains("5 channels");
    }

    @Test
    void a_pattern_does_not_keep_a_channel_that_nobody_needs() {
        rig.records("build/1", "a");
        follow("build/*");
        rig.clock.advance(Duration.ofDays(2));
        subscriber.heard();

        rig.channels.upkeep().forgetIdle();
        rig.run();

        assertThat(rig.channels.find("build/1")).isEmpty();
        assertThat(last().type()).isEqualTo(MessageType.UNSUBSCRIBED);
        assertThat(last().data().getString("pattern")).isEqualTo("build/*");

        rig.output("build/1", "again");
        rig.passPace();
        assertThat(outlet.output("build/1")).endsWith("again");
        assertThat(subscribed()).containsExactly("build/*", "build/1", "build/1");
    }

    @Test
    void who_has_named_a_channel_keeps_it_for_those_that_follow_it() {
        rig.records("build/1", "a");
        follow("build/*");
        rig.watch("build/1");
        rig.clock.advance(Duration.ofDays(2));
        subscriber.heard();

        rig.channels.upkeep().forgetIdle();
        rig.run();

        assertThat(rig.channels.find("build/1")).isPresent();
    }

    @Test
    void a_deleted_channel_is_told_to_those_that_follow_it_like_to_any_viewer() {
        rig.records("build/1", "a");
        follow("build/*");

        rig.channels.delete("build/1");
        rig.passPace();
        rig.output("build/1", "b");
        rig.passPace();

        assertThat(Replay.of("build/1", outlet.envelopes()).faults()).isEmpty();
        assertThat(outlet.output("build/1")).isEqualTo("ab");
        assertThat(outlet.types()).contains(MessageType.GAP);
    }

    @Test
    void a_connection_that_has_left_is_offered_nothing() {
        follow("**");
        subscriber.leave();
        rig.run();

        rig.output("build/1", "a");
        rig.passPace();

        assertThat(rig.channels.find("build/1").orElseThrow().viewers()).isZero();
    }

    @Test
    void a_connection_ends_when_its_token_does() {
        subscriber.permit(Rig.permitting(channel -> true), rig.clock.instant().plusSeconds(10));
        rig.run();

        rig.pass(Duration.ofMillis(9_900));
        assertThat(outlet.closes()).isEmpty();
        rig.pass(Duration.ofMillis(600));
        assertThat(outlet.closes()).containsExactly(CloseCode.UNAUTHORIZED);
    }

    @Test
    void a_fresh_token_moves_the_end() {
        subscriber.permit(Rig.permitting(channel -> true), rig.clock.instant().plusSeconds(10));
        rig.pass(Duration.ofSeconds(5));
        subscriber.permit(Rig.permitting(channel -> true), rig.clock.instant().plusSeconds(10));
        rig.pass(Duration.ofSeconds(9));
        assertThat(outlet.closes()).isEmpty();
        rig.pass(Duration.ofSeconds(2));
        assertThat(outlet.closes()).containsExactly(CloseCode.UNAUTHORIZED);
    }

    @Test
    void a_client_is_told_once_that_there_is_no_room_until_there_is_some_again() {
        follow("build/*");
        for (int i = 0; i < 9; i++) {
            rig.records("build/" + i, "a");
            rig.run();
        }
        assertThat(errors()).hasSize(1);

        subscriber.unfollow(ChannelPattern.of("build/*"), null);
        rig.run();
        follow("build/*");
        rig.records("build/x", "a");
        rig.run();
        assertThat(errors()).hasSize(2);
    }

    @Test
    void a_follower_that_receives_nothing_has_to_come_back_before_too_much_waits_for_it() {
        Rig bounded = new Rig(Limits.STANDARD.with(Limit.CONNECTION_NOTICES, 8));
        FakeOutlet stuck = FakeOutlet.held();
        Subscriber slow = bounded.connect(stuck);
        bounded.records("build/1", "a");
        slow.follow(new Following(ChannelPattern.of("build/*"), Map.of(), 0, null));
        bounded.run();

        for (int tokens = 0; tokens < 8; tokens++) {
            slow.permit(Rig.permitting(name -> false), null);
            slow.permit(Rig.permitting(name -> true), null);
            bounded.run();
            assertThat(stuck.closes()).isEmpty();
        }
        slow.permit(Rig.permitting(name -> false), null);
        bounded.run();

        assertThat(stuck.closes()).containsExactly(CloseCode.UNRESPONSIVE);
    }

    @Test
    void a_fresh_token_does_not_bring_back_what_the_client_has_unsubscribed() {
        rig.records("build/1", "a");
        follow("build/*");
        subscriber.unsubscribe("build/1", null);
        rig.run();

        permit(name -> true);
        rig.output("build/1", "b");
        rig.passPace();

        assertThat(subscribed()).containsExactly("build/*", "build/1");
        assertThat(outlet.output("build/1")).isEqualTo("a");
        follow("build/*");
        assertThat(outlet.output("build/1")).as("asked for again").isEqualTo("aab");
    }

    @Test
    void a_channel_that_was_unsubscribed_is_followed_when_it_comes_anew() {
        rig.records("build/1", "a");
        follow("build/*");
        subscriber.unsubscribe("build/1", null);
        rig.run();
        rig.channels.delete("build/1");

        rig.output("build/1", "b");
        rig.passPace();

        assertThat(outlet.output("build/1")).isEqualTo("ab");
    }

    @Test
    void a_pattern_that_a_fresh_token_forbids_ends_and_that_is_told() {
        rig.records("build/1", "a");
        follow("build/*");

        subscriber.permit(Rig.permitting(name -> false, pattern -> false), null);
        rig.run();
        permit(name -> true);
        rig.records("build/2", "b");
        rig.run();

        assertThat(outlet.envelopes().stream()
                        .filter(each -> each.type() == MessageType.UNSUBSCRIBED)
                        .map(each -> each.channel() + " " + each.data().getString("reason")))
                .containsExactly("build/1 forbidden", "build/* forbidden");
        assertThat(subscribed()).containsExactly("build/*", "build/1");
    }

    @Test
    void what_another_pattern_follows_too_is_told_to_go_on_by_that_one() {
        rig.records("build/1", "a");
        follow("build/*");
        follow("*/1");

        subscriber.unfollow(ChannelPattern.of("build/*"), null);
        rig.run();

        List<Envelope> all = outlet.envelopes();
        assertThat(all.get(all.size() - 2).type()).isEqualTo(MessageType.UNSUBSCRIBED);
        assertThat(last().channel()).isEqualTo("build/1");
        assertThat(last().data().getString("pattern")).isEqualTo("*/1");
        assertThat(last().data().getBoolean("recovered")).isTrue();
        assertThat(last().offset()).isOne();
    }

    @Test
    void positions_are_used_once() {
        rig.records("build/1", "a", "b");
        Map<String, Position> positions = Map.of("build/1", new Position(rig.epoch("build/1"), 1));
        subscriber.follow(new Following(ChannelPattern.of("build/*"), positions, 0, null));
        rig.run();
        permit(name -> false);
        permit(name -> true);

        assertThat(outlet.output("build/1")).isEqualTo("b" + "ab");
    }

    @Test
    void nothing_is_followed_before_anybody_says_what_is_permitted() {
        rig.records("build/1", "a");
        FakeOutlet stranger = FakeOutlet.inline();
        Subscriber unknown = new Subscriber(stranger, "nobody", rig.sender, rig.channels, rig.limits, () -> {});

        unknown.follow(new Following(ChannelPattern.ALL, Map.of(), 0, null));
        rig.run();

        assertThat(stranger.types()).containsExactly(MessageType.SUBSCRIBED);
    }

    @Test
    void a_connection_follows_a_bounded_number_of_patterns() {
        Rig bounded = new Rig(Limits.STANDARD.with(Limit.CONNECTION_PATTERNS, 2));
        FakeOutlet greedy = FakeOutlet.inline();
        Subscriber follower = bounded.connect(greedy);
        for (String pattern : List.of("a/*", "b/*", "c/*", "a/*")) {
            follower.follow(new Following(ChannelPattern.of(pattern), Map.of(), 0, null));
        }
        bounded.run();

        assertThat(greedy.types())
                .containsExactly(
                        MessageType.SUBSCRIBED, MessageType.SUBSCRIBED, MessageType.ERROR, MessageType.SUBSCRIBED);
    }

    @Test
    void no_new_channel_is_missed_when_thousands_come_at_once() {
        Rig busy = new Rig(Limits.STANDARD.with(Limit.CONNECTION_CHANNELS, 4_000));
        FakeOutlet follower = FakeOutlet.inline();
        busy.connect(follower).follow(new Following(ChannelPattern.ALL, Map.of(), 0, null));
        busy.run();

        for (int i = 0; i < 3_000; i++) {
            busy.output("c/" + i, "x");
        }
        busy.run();

        assertThat(busy.channels.list()).hasSize(3_000).allMatch(channel -> channel.viewers() == 1);
    }

    private List<Envelope> errors() {
        return outlet.envelopes().stream()
                .filter(each -> each.type() == MessageType.ERROR)
                .toList();
    }

    private void follow(String pattern) {
        subscriber.follow(new Following(ChannelPattern.of(pattern), Map.of(), 0, null));
        rig.run();
    }

    private void permit(Predicate<String> channels) {
        subscriber.permit(Rig.permitting(channels), null);
        rig.run();
    }

    private List<String> subscribed() {
        return outlet.envelopes().stream()
                .filter(each -> each.type() == MessageType.SUBSCRIBED)
                .map(Envelope::channel)
                .toList();
    }

    private String patternOf(String channel) {
        return outlet.envelopes().stream()
                .filter(each -> each.type() == MessageType.SUBSCRIBED && channel.equals(each.channel()))
                .map(each -> each.data().getString("pattern"))
                .findFirst()
                .orElseThrow();
    }

    private Envelope last() {
        List<Envelope> all = outlet.envelopes();
        return all.get(all.size() - 1);
    }
}
