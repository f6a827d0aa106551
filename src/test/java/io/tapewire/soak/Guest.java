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
 * Watches channels over one connection after the other: it comes, breaks off by FIN or RST, comes back and resumes, names
 * windows, reads nothing for a while. One thread, but for {@link #startle}.
 */
final class Guest implements Runnable {
    private static final int LONGEST_VISIT_MS = 6_000;
    private static final int LONGEST_STALL_MS = 2_500;
    private static final int LONGEST_ABSENCE_MS = 400;
    private static final int LOOK_MS = 50;
    private static final int PATIENCE_MS = 30_000;

    private final String name;
    private final Target target;
    private final List<String> channels;
    private final Function<String, Script> scripts;
    private final Findings findings;
    private final Time time;
    private final Random random;
    private final BooleanSupplier goesOn;
    private final Map<String, Reading> readings = new HashMap<>();
    private final Map<String, Boolean> windowed = new HashMap<>();
    private volatile Wire wire;
    private volatile boolean leaving;

    /** @param channels the first of them is watched all the time, the others now and then */
    Guest(
            String name,
            Target target,
            List<String> channels,
            Function<String, Script> scripts,
            Findings findings,
            Time time,
            long seed,
            BooleanSupplier goesOn) {
        this.name = name;
        this.target = target;
        this.channels = channels;
        this.scripts = scripts;
        this.findings = findings;
        this.time = time;
        this.random = new Random(seed);
        this.goesOn = goesOn;
    }

    @Override
    public void run() {
        try {
            while (goesOn.getAsBoolean()) {
                visit();
                Time.rest(1_000L * random.nextInt(LONGEST_ABSENCE_MS));
            }
            stayToTheEnd();
        } catch (IOException | RuntimeException | AssertionError e) {
            findings.fault(name + ": " + e);
        }
    }

    /** Has it break off right now. Any thread. */
    void startle(boolean reset) {
        Wire present = wire;
        if (present != null) {
            leaving = true;
            present.breakOff(reset);
        }
    }

    private void visit() throws IOException {
        leaving = false;
        Wire connection = new Wire(target, random.nextInt(4) == 0);
        wire = connection;
        findings.connections.increment();
        boolean reset = random.nextInt(5) < 3;
        try {
            // some are gone before they have begun
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
            wire = null;
            connection.breakOff(reset);
            (reset ? findings.resets : findings.fins).increment();
            readings.values().forEach(Reading::lapse);
        }
    }

    private void watch(int millis) throws IOException {
        long end = time.micros() + 1_000L * millis;
        long stall = random.nextInt(5) == 0 ? time.micros() + 1_000L * random.nextInt(1 + millis) : Long.MAX_VALUE;
        for (long now = time.micros(); now < end && goesOn.getAsBoolean(); now = time.micros()) {
            if (now > stall) {
                stall = Long.MAX_VALUE;
                findings.stalls.increment();
                Time.rest(1_000L * random.nextInt(LONGEST_STALL_MS));
                readings.values().forEach(Reading::lapse);
            }
            read();
            readings.values().forEach(Reading::checkNothingIsMissing);
        }
    }

    /** Comes once more, and must find the rest of its first channel. */
    private void stayToTheEnd() throws IOException {
        String channel = channels.get(0);
        Wire connection = new Wire(target, false);
        wire = connection;
        try {
            connection.awaitHandshake();
            subscribe(channel);
            Reading reading = readings.get(channel);
            long deadline = time.micros() + 1_000L * PATIENCE_MS;
            while (!scripts.apply(channel).isLast(reading.last()) && time.micros() < deadline) {
                read();
            }
            if (!scripts.apply(channel).isLast(reading.last())) {
                findings.fault(name + ": the end of " + channel + " has not come, only " + reading.last());
            }
        } finally {
            wire = null;
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
            readings.put(channel, new Reading(name + " of " + channel, scripts.apply(channel), findings, time));
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
        JsonObject message = wire().read(LOOK_MS);
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
        wire().say(Json.createObjectBuilder()
                .add("type", type)
                .add("channel", channel)
                .add("data", data)
                .build());
    }

    private Wire wire() throws IOException {
        Wire present = wire;
        if (present == null) {
            throw new IOException("not connected");
        }
        return present;
    }
}
