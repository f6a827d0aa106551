package io.tapewire.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Log;
import io.tapewire.log.ManualClock;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Channels and one sender whose thread is the test; no time passes but what the test lets pass. */
final class Rig {
    static final Duration PACE = Duration.ofMillis(Limits.STANDARD.of(Limit.PACE_MIN_MS));

    private static final int MOST_STEPS = 100_000;

    final ManualClock clock = new ManualClock();
    final Limits limits;
    final Channels channels;
    final Sender sender;

    private final List<FakeOutlet> outlets = new ArrayList<>();
    private int left;
    private boolean atWork;

    Rig() {
        this(Limits.STANDARD);
    }

    Rig(Limits limits) {
        this.limits = limits;
        this.channels = new Channels(limits, clock);
        // one pace: a test that steps without resting would look like a sender that is never idle
        this.sender = new Sender(
                clock,
                new Pace(limits.nanos(Limit.PACE_MIN_MS), limits.nanos(Limit.PACE_MIN_MS)),
                new Flights(limits.of(Limit.SENDER_BYTES)),
                null,
                limits.asInt(Limit.SENDER_TURN_FRAMES));
        channels.onCreation(sender::announce);
    }

    Subscriber connect(FakeOutlet outlet) {
        return connect(outlet, "ada");
    }

    /** Somebody with a quota of their own, who may watch everything. */
    Subscriber connect(FakeOutlet outlet, Object owner) {
        outlets.add(outlet);
        Subscriber subscriber = new Subscriber(outlet, owner, sender, channels, limits, () -> left++);
        subscriber.permit(permitting(channel -> true), null);
        return subscriber;
    }

    /** Permits the channels with such names, and all patterns. */
    static Permitted permitting(Predicate<String> names) {
        return permitting(names, pattern -> true);
    }

    static Permitted permitting(Predicate<String> names, Predicate<ChannelPattern> patterns) {
        return new Permitted() {
            @Override
            public boolean channel(String name) {
                return names.test(name);
            }

            @Override
            public boolean pattern(ChannelPattern pattern) {
                return patterns.test(pattern);
            }
        };
    }

    /** One that takes everything at once and watches a channel from its begin. */
    FakeOutlet watch(String channel) {
        FakeOutlet outlet = FakeOutlet.inline();
        connect(outlet).subscribe(Subscription.whole(channel));
        run();
        return outlet;
    }

    void output(String channel, String text) {
        channels.append(channel, RecordType.OUTPUT, text.getBytes(UTF_8));
    }

    void message(String channel, String json) {
        channels.appendMessage(channel, RecordType.TASK_STATUS, json.getBytes(UTF_8));
    }

    /** Appends each text as a record of its own. */
    void records(String channel, String... texts) {
        for (String text : texts) {
            output(channel, text);
            log(channel).seal();
        }
    }

    /** Has the sender do all that can be done now. */
    void run() {
        int steps = 0;
        while (step()) {
            assertThat(++steps).as("steps of the sender").isLessThan(MOST_STEPS);
        }
        outlets.forEach(outlet -> assertThat(outlet.faults()).isEmpty());
    }

    /** Has the sender do one round. Returns false if there was nothing to do. */
    boolean step() {
        atWork = true;
        try {
            return sender.step();
        } finally {
            atWork = false;
        }
    }

    /** Whether the sender is doing a round right now. */
    boolean isAtWork() {
        return atWork;
    }

    /** Lets time pass and has the sender do what is due then. */
    void pass(Duration time) {
        clock.advance(time);
        run();
    }

    /** Lets more time pass than any pace takes. */
    void passPace() {
        pass(Duration.ofMillis(limits.of(Limit.PACE_MAX_MS)));
    }

    /** Lets frames arrive one after the other until there is none under way. */
    void landAll(FakeOutlet outlet) {
        int frames = 0;
        while (outlet.land()) {
            assertThat(++frames).as("frames").isLessThan(MOST_STEPS);
            run();
        }
    }

    Log log(String channel) {
        return channels.find(channel).orElseThrow().log();
    }

    String epoch(String channel) {
        return log(channel).epoch();
    }

    /** How many subscribers have been said to be gone. */
    int left() {
        return left;
    }

    static Subscription resume(String channel, String epoch, long offset) {
        return new Subscription(channel, epoch, offset, 0, null);
    }

    static Subscription windowed(String channel, int window) {
        return new Subscription(channel, null, 0, window, null);
    }

    static Envelope pong() {
        return Envelope.of(MessageType.PONG);
    }
}
