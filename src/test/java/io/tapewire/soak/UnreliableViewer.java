package io.tapewire.soak;

import io.tapewire.load.Target;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Watches channels over one connection after the other: it connects, disconnects by FIN or RST, comes back and resumes, sets
 * windows, or stops reading for a while. One thread, except for {@link #disconnect}.
 */
final class UnreliableViewer implements Runnable {
    private static final int LONGEST_VISIT_MS = 6_000;
    private static final int LONGEST_STALL_MS = 2_500;
    private static final int LONGEST_ABSENCE_MS = 400;
    private static final int LOOK_MS = 50;
    private static final int PATIENCE_MS = 30_000;

    private final String name;
    private final Target target;
    private final List<String> channels;
    private final Function<String, Published> published;
    private final Findings findings;
    private final SoakClock clock;
    private final Random random;
    private final BooleanSupplier goesOn;
    private final Map<String, Reading> readings = new HashMap<>();
    private final Map<String, Boolean> windowed = new HashMap<>();
    private volatile ViewerConnection current;
    private volatile boolean leaving;

    /** @param channels the first is watched always, the others now and then */
    UnreliableViewer(
            String name,
            Target target,
            List<String> channels,
            Function<String, Published> published,
            Findings findings,
            SoakClock clock,
            long seed,
            BooleanSupplier goesOn) {
        this.name = name;
        this.target = target;
        this.channels = channels;
        this.published = published;
        this.findings = findings;
        this.clock = clock;
        this.random = new Random(seed);
        this.goesOn = goesOn;
    }

    @Override
    public void run() {
        try {
            while (goesOn.getAsBoolean()) {
                visit();
                SoakClock.rest(1_000L * random.nextInt(LONGEST_ABSENCE_MS));
            }
            readToTheEnd();
        } catch (IOException | RuntimeException | AssertionError e) {
            findings.fault(name + ": " + e);
        }
    }

    /** Disconnects it now. Any thread. */
    void disconnect(boolean reset) {
        ViewerConnection present = current;
        if (present != null) {
            leaving = true;
            present.breakOff(reset);
        }
    }

    private void visit() throws IOException {
        leaving = false;
        ViewerConnection connection = new ViewerConnection(target, random.nextInt(4) == 0);
        current = connection;
        findings.connections.increment();
        boolean reset = random.nextInt(5) < 3;
        try {
            // some disconnect before the handshake is complete
            if (random.nextInt(12) > 0) {
                connection.awaitHandshake();
                subscribe(channels.get(0));
                if (channels.size() > 1 && random.nextBoolean()) {
                    subscribe(channels.get(1 + random.nextInt(channels.size() - 1)));
                }
                watch(random.nextInt(3) == 0 ? random.nextInt(60) : random.nextInt(LONGEST_VISIT_MS));
            }
        } catch (IOException e) {
            if (!leaving) {
                throw e;
            }
        } finally {
            current = null;
            connection.breakOff(reset);
            (reset ? findings.resets : findings.fins).increment();
            readings.values().forEach(Reading::lapse);
        }
    }

    private void watch(int millis) throws IOException {
        long end = clock.micros() + 1_000L * millis;
        long stall = random.nextInt(5) == 0 ? clock.micros() + 1_000L * random.nextInt(1 + millis) : Long.MAX_VALUE;
        for (long now = clock.micros(); now < end && goesOn.getAsBoolean(); now = clock.micros()) {
            if (now > stall) {
                stall = Long.MAX_VALUE;
                findings.stalls.increment();
                SoakClock.rest(1_000L * random.nextInt(LONGEST_STALL_MS));
                readings.values().forEach(Reading::lapse);
            }
            read();
            readings.values().forEach(Reading::checkNothingIsMissing);
        }
    }

    /** Connects once more and must get the rest of its first channel. */
    private void readToTheEnd() throws IOException {
        String channel = channels.get(0);
        ViewerConnection connection = new ViewerConnection(target, false);
        current = connection;
        try {
            connection.awaitHandshake();
            subscribe(channel);
            Reading reading = readings.get(channel);
            long deadline = clock.micros() + 1_000L * PATIENCE_MS;
            while (!published.apply(channel).isLast(reading.last()) && clock.micros() < deadline) {
                read();
            }
            if (!published.apply(channel).isLast(reading.last())) {
                findings.fault(name + ": the end of " + channel + " has not come, only " + reading.last());
            }
        } finally {
            current = null;
            connection.breakOff(false);
        }
    }

    private void subscribe(String channel) throws IOException {
        Reading known = readings.get(channel);
        boolean resumes = known != null && known.epoch() != null && random.nextInt(5) > 0;
        JsonObjectBuilder data = Json.createObjectBuilder();
        if (resumes) {
            findings.resumed.increment();
            data.add("epoch", known.epoch()).add("offset", known.position());
        } else {
            readings.put(channel, new Reading(name + " of " + channel, published.apply(channel), findings, clock));
        }
        boolean window = random.nextInt(4) == 0;
        windowed.put(channel, window);
        if (window) {
            findings.windows.increment();
            data.add("window", 500 + random.nextInt(100_000));
        }
        say("subscribe", channel, data);
    }

    private void read() throws IOException {
        JsonObject message = connection().read(LOOK_MS);
        if (message == null || message.getString("type").equals("connected")) {
            return;
        }
        Reading reading = message.containsKey("channel") ? readings.get(message.getString("channel")) : null;
        if (reading == null) {
            findings.fault(name + ": unexpected " + message);
            return;
        }
        reading.take(message);
        if (windowed.get(message.getString("channel"))
                && message.getString("type").equals("terminal_output")) {
            say("ack", message.getString("channel"), Json.createObjectBuilder().add("offset", reading.position()));
        }
    }

    private void say(String type, String channel, JsonObjectBuilder data) throws IOException {
        connection()
                .say(Json.createObjectBuilder()
                        .add("type", type)
                        .add("channel", channel)
                        .add("data", data)
                        .build());
    }

    private ViewerConnection connection() throws IOException {
        ViewerConnection present = current;
        if (present == null) {
            throw new IOException("not connected");
        }
        return present;
    }
}
