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

/** Runs producers and viewers for a while. The caller's thread disconnects most viewers now and then. */
final class Workload {
    private static final int CHANNELS = 12;
    /** Every other viewer watches one of these, so that a viewer that vanishes shares its channel with many. */
    private static final int CROWDED = 2;

    private static final int VIEWERS = 60;
    private static final long MASS_EXIT_MICROS = 2_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Longer than the server's ping interval and timeout together: only they find a peer that the container has lost. */
    private static final Duration UNTIL_ALL_HAVE_LEFT = Duration.ofMinutes(2);

    private final Target target;
    private final Random random;
    private final Findings findings = new Findings();
    private final Map<String, Published> published = new HashMap<>();
    private final List<String> channels = new ArrayList<>();
    private final List<UnreliableViewer> viewers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean printing = true;
    private volatile boolean watching = true;

    Workload(Target target, long seed) {
        this.target = target;
        this.random = new Random(seed);
        for (int i = 0; i < CHANNELS; i++) {
            channels.add("soak/" + Long.toHexString(seed) + "/" + i);
            published.put(channels.get(i), new Published());
        }
    }

    Findings run(Duration length) {
        try (SoakClock clock = new SoakClock(() -> target.get("/tapewire/icon.svg"))) {
            create(clock);
            threads.forEach(Thread::start);
            disconnectViewers(clock, TimeUnit.NANOSECONDS.toMicros(length.toNanos()));
            printing = false;
            watching = false;
            join();
        }
        cleanUp();
        return findings;
    }

    private void create(SoakClock clock) {
        for (String channel : channels) {
            start(
                    "soak-producer",
                    new Producer(
                            target,
                            channel,
                            published.get(channel),
                            findings,
                            clock,
                            random.nextLong(),
                            () -> printing));
        }
        for (int i = 0; i < VIEWERS; i++) {
            List<String> watched = new ArrayList<>();
            watched.add(channels.get(random.nextInt(i % 2 == 0 ? CROWDED : CHANNELS)));
            channels.stream().filter(channel -> !watched.contains(channel)).forEach(watched::add);
            UnreliableViewer viewer = new UnreliableViewer(
                    "viewer " + i, target, watched, published::get, findings, clock, random.nextLong(), () -> watching);
            viewers.add(viewer);
            start("soak-viewer-" + i, viewer);
        }
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
    }

    private void disconnectViewers(SoakClock clock, long length) {
        while (clock.micros() < length) {
            SoakClock.rest(random.nextInt((int) MASS_EXIT_MICROS));
            disconnectMost();
            // viewers that come back however busy the server is would be a flood, which is another test
            clock.awaitAnswer(PATIENCE);
        }
    }

    /** Disconnects most viewers at once, while lines are printed. */
    private void disconnectMost() {
        for (UnreliableViewer viewer : viewers) {
            if (random.nextInt(4) > 0) {
                viewer.disconnect(random.nextInt(5) < 3);
                SoakClock.rest(random.nextInt(300));
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
                findings.fault(thread.getName() + " does not end");
            }
        }
    }

    /** Waits until the server counts no viewers, then deletes the channels. */
    private void cleanUp() {
        await().atMost(UNTIL_ALL_HAVE_LEFT)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> assertThat(target.get("/channels")).doesNotContainPattern("\"viewers\":[1-9]"));
        channels.forEach(target::delete);
    }
}
