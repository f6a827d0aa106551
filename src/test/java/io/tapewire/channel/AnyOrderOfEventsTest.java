package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.Texts;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.CapturedLog;
import io.tapewire.log.LogReader;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens in whatever order — output, deletions, viewers that come, stall, acknowledge, resume, leave and vanish —
 * each of those who stay has in the end exactly the log's records, or gaps that name the others. The order is the seed's, so
 * a failure comes back. {@code -Dseeds=3000} takes more of them.
 */
class AnyOrderOfEventsTest {
    private static final String[] CHANNELS = {"build", "deploy/eu"};
    private static final int EVENTS = 600;
    private static final int MOST_GUESTS = 30;

    private final Rig rig = new Rig(Limits.STANDARD
            .with(Limit.CHANNEL_BYTES, 16_384)
            .with(Limit.INGEST_HOLD_BYTES, 8_192)
            .with(Limit.BATCH_BYTES, 128)
            .with(Limit.FRAME_BYTES, 2_048)
            // two frames: viewers that are behind wait for each other all the time
            .with(Limit.SENDER_BYTES, 4_096)
            .with(Limit.SENDER_TURN_FRAMES, 3)
            .with(Limit.PING_INTERVAL_MS, 100)
            .with(Limit.PING_TIMEOUT_MS, 600_000));
    private final Map<String, List<String>> recordsByEpoch = new HashMap<>();
    private final List<Guest> guests = new ArrayList<>();
    private final CapturedLog log = CapturedLog.ofTapewire();
    private Random random = new Random();
    private double troubleShare;
    private double faultShare;
    private int planted;

    /** One connection and what it has asked for. */
    private static final class Guest {
        final FakeOutlet outlet = FakeOutlet.inline();
        final Subscriber subscriber;
        final Map<String, Integer> windows = new HashMap<>();
        boolean gone;

        Guest(Rig rig) {
            subscriber = rig.connect(outlet);
        }

        Replay replay(String channel) {
            return Replay.of(channel, outlet.envelopes());
        }

        /** Whether it is one of those who must have everything. */
        boolean stays() {
            return !gone && outlet.closes().isEmpty();
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("seeds", 30));
    }

    @AfterEach
    void listenAgain() {
        log.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everybody_has_every_record_or_a_gap_in_its_place(long seed) {
        play(seed);

        assertThat(guests).allMatch(guest -> guest.gone || guest.stays());
        assertThat(log.errors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void connections_that_fail_in_any_way_leave_and_cost_the_others_nothing(long seed) {
        troubleShare = 0.01;
        play(seed);

        for (Guest guest : guests) {
            assertThat(guest.stays()).isEqualTo(!guest.gone && !guest.outlet.isBroken());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_fault_of_our_own_ends_one_connection_at_most_and_so_that_it_comes_back(long seed) {
        faultShare = 0.02;
        play(seed);

        List<Guest> ended =
                guests.stream().filter(guest -> !guest.gone && !guest.stays()).toList();
        assertThat(ended).hasSizeLessThanOrEqualTo(planted);
        assertThat(ended).allSatisfy(guest -> assertThat(guest.outlet.closes()).containsExactly(CloseCode.FAULT));
        assertThat(log.errors()).allMatch(error -> planted > 0);
    }

    private void play(long seed) {
        random = new Random(seed);
        rig.clock.failWhen(this::plant);
        for (int i = 0; i < EVENTS; i++) {
            happen(random.nextInt(100));
            record();
        }
        settle();

        for (Guest guest : guests) {
            for (String channel : CHANNELS) {
                check(guest, channel);
            }
        }
        assertThat(rig.left()).isEqualTo(count(guest -> !guest.stays()));
        assertThat(rig.sender.subscribers()).hasSize(count(Guest::stays));
        for (String channel : CHANNELS) {
            assertThat(rig.channels.find(channel).map(Channel::viewers).orElse(0))
                    .isEqualTo(count(guest -> guest.stays() && guest.windows.containsKey(channel)));
        }
    }

    private int count(Predicate<Guest> which) {
        return (int) guests.stream().filter(which).count();
    }

    /** Whether something of the sender's own goes wrong here. */
    private boolean plant() {
        boolean fails = rig.isAtWork() && random.nextDouble() < faultShare;
        planted += fails ? 1 : 0;
        return fails;
    }

    private void happen(int dice) {
        String channel = CHANNELS[random.nextInt(CHANNELS.length)];
        if (dice < 35) {
            rig.output(channel, Texts.random(random, random.nextInt(10) == 0 ? 4_000 : 100));
        } else if (dice < 40) {
            rig.message(channel, "{\"n\":" + dice + "}");
        } else if (dice < 42) {
            record();
            rig.channels.delete(channel);
        } else if (dice < 45 && guests.size() < MOST_GUESTS && count(Guest::stays) < 8) {
            Guest guest = new Guest(rig);
            guest.outlet.have(new Trouble(random, troubleShare));
            guests.add(guest);
        } else if (dice < 60) {
            rig.step();
        } else if (dice < 65) {
            // now and then long enough for a ping
            rig.pass(Duration.ofMillis(random.nextInt(10) == 0 ? 600 : random.nextInt(6)));
        } else if (dice < 67) {
            rig.channels.find(channel).ifPresent(Channel::position);
        } else if (!guests.isEmpty()) {
            happenTo(guests.get(random.nextInt(guests.size())), channel, dice);
        }
    }

    private void happenTo(Guest guest, String channel, int dice) {
        if (guest.gone) {
            return;
        }
        if (dice < 72) {
            subscribe(guest, channel);
        } else if (dice < 74) {
            if (guest.windows.remove(channel) != null) {
                guest.subscriber.unsubscribe(channel, null);
            }
        } else if (dice < 80) {
            guest.outlet.hold();
        } else if (dice < 83) {
            guest.outlet.takeAtOnce();
        } else if (dice < 92) {
            if (random.nextInt(4) == 0) {
                guest.outlet.tellAgain();
            } else {
                guest.outlet.land();
            }
        } else if (dice < 97) {
            acknowledge(guest, channel);
        } else if (dice < 99) {
            guest.subscriber.reply(Rig.pong());
        } else {
            guest.gone = true;
            guest.subscriber.leave();
        }
    }

    private void subscribe(Guest guest, String channel) {
        Replay before = guest.replay(channel);
        int window = random.nextInt(3) == 0 ? 100 + random.nextInt(3_000) : 0;
        guest.windows.put(channel, window);
        boolean resumes = before.epoch() != null && random.nextBoolean();
        guest.subscriber.subscribe(new Subscription(
                channel, resumes ? before.epoch() : null, resumes ? before.position() : 0, window, null));
    }

    private static void acknowledge(Guest guest, String channel) {
        if (guest.windows.getOrDefault(channel, 0) > 0) {
            guest.subscriber.acknowledge(channel, guest.replay(channel).position(), null);
        }
    }

    /** Notes the records that have become visible, by their place. */
    private void record() {
        for (String channel : CHANNELS) {
            rig.channels.find(channel).ifPresent(present -> {
                List<String> records =
                        recordsByEpoch.computeIfAbsent(present.log().epoch(), epoch -> new ArrayList<>());
                new LogReader(present.log(), records.size())
                        .rest(1)
                        .forEach(envelope -> records.add(contentOf(envelope)));
            });
        }
    }

    /** Lets everything come to rest: all frames arrive, all is acknowledged, no more is published. */
    private void settle() {
        troubleShare = 0;
        faultShare = 0;
        for (Guest guest : guests) {
            guest.outlet.have(Trouble.none());
            guest.outlet.takeAtOnce();
        }
        for (int rounds = 0; rounds < 200; rounds++) {
            for (Guest guest : guests) {
                rig.landAll(guest.outlet);
                for (String channel : CHANNELS) {
                    if (!guest.gone) {
                        acknowledge(guest, channel);
                    }
                }
            }
            rig.passPace();
            record();
        }
    }

    private void check(Guest guest, String channel) {
        Replay replay = guest.replay(channel);
        assertThat(replay.faults()).isEmpty();
        for (Envelope envelope : guest.outlet.envelopes()) {
            if (channel.equals(envelope.channel()) && isRecord(envelope)) {
                List<String> records = recordsByEpoch.get(envelope.epoch());
                assertThat(contentOf(envelope))
                        .isEqualTo(String.join("", records.subList((int) LogReader.firstOf(envelope) - 1, (int)
                                LogReader.lastOf(envelope))));
            }
        }
        if (guest.stays() && guest.windows.containsKey(channel)) {
            assertThat(replay.epoch()).isEqualTo(rig.epoch(channel));
            assertThat(replay.position()).isEqualTo(rig.log(channel).span().last());
        }
    }

    private static boolean isRecord(Envelope envelope) {
        return envelope.type() == MessageType.TERMINAL_OUTPUT || envelope.type() == MessageType.TASK_STATUS;
    }

    private static String contentOf(Envelope envelope) {
        return LogReader.isGap(envelope)
                ? "forgotten before it was noted"
                : envelope.type() == MessageType.TERMINAL_OUTPUT
                        ? LogReader.outputOf(envelope)
                        : envelope.data().toString();
    }
}
