package io.tapewire.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapewire.load.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Printers and guests on stage for a while. Its caller's thread leads: it startles guests. */
final class Play {
    private static final int CHANNELS = 12;
    /** Every other guest is at one of these: who vanishes has many around. */
    private static final int CROWDED = 2;

    private static final int GUESTS = 60;
    private static final long STAMPEDE_MICROS = 2_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Longer than the server's ping interval and timeout together: only they find a peer that the container has lost. */
    private static final Duration UNTIL_ALL_HAVE_LEFT = Duration.ofSeconds(120);

    private final Target target;
    private final Random random;
    private final Findings findings = new Findings();
    private final Map<String, Script> scripts = new HashMap<>();
    private final List<String> channels = new ArrayList<>();
    private final List<Guest> guests = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean printing = true;
    private volatile boolean visiting = true;

    Play(Target target, long seed) {
        this.target = target;
        this.random = new Random(seed);
        for (int i = 0; i < CHANNELS; i++) {
            channels.add("soak/" + Long.toHexString(seed) + "/" + i);
            scripts.put(channels.get(i), new Script());
        }
    }

    Findings run(Duration length) {
        try (Time time = new Time(() -> target.get("/tapewire/icon.svg"))) {
            cast(time);
            threads.forEach(Thread::start);
            lead(time, TimeUnit.NANOSECONDS.toMicros(length.toNanos()));
            // those who print end first, those who watch see it
            printing = false;
            visiting = false;
            join();
        }
        leaveNothing();
        return findings;
    }

    private void cast(Time time) {
        for (String channel : channels) {
            start(
                    "soak-printer",
                    new Printer(
                            target, channel, scripts.get(channel), findings, time, random.nextLong(), () -> printing));
        }
        for (int i = 0; i < GUESTS; i++) {
            List<String> watched = new ArrayList<>();
            watched.add(channels.get(random.nextInt(i % 2 == 0 ? CROWDED : CHANNELS)));
            channels.stream().filter(channel -> !watched.contains(channel)).forEach(watched::add);
            Guest guest = new Guest(
                    "guest " + i, target, watched, scripts::get, findings, time, random.nextLong(), () -> visiting);
            guests.add(guest);
            start("soak-guest-" + i, guest);
        }
    }

    private void start(String name, Runnable part) {
        Thread thread = new Thread(part, name);
        thread.setDaemon(true);
        threads.add(thread);
    }

    private void lead(Time time, long length) {
        while (time.micros() < length) {
            Time.rest(random.nextInt((int) STAMPEDE_MICROS));
            stampede();
        }
    }

    /** Most of the guests are gone at once, while lines are printed. */
    private void stampede() {
        for (Guest guest : guests) {
            if (random.nextInt(4) > 0) {
                guest.startle(random.nextInt(5) < 3);
                Time.rest(random.nextInt(300));
            }
        }
    }

    private void join() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            if (thread.isAlive()) {
                findings.fault(thread.getName() + " does not come to its end");
            }
        }
    }

    /** Waits until the server knows that all have left, and deletes the channels. */
    private void leaveNothing() {
        await().atMost(UNTIL_ALL_HAVE_LEFT)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> assertThat(target.get("/channels")).doesNotContainPattern("\"viewers\":[1-9]"));
        channels.forEach(target::delete);
    }
}
