package io.tapewire.load;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import org.HdrHistogram.Histogram;

/** Many viewers that come back at once, each to the same place in a channel's log. The caller's thread prints and asks. */
final class Resumption {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** {@code connected}. */
    private static final int GREETING = 1;

    private static final int LENGTH = 128;

    private final Target target;
    private final ServerProcess server;

    Resumption(Target target, ServerProcess server) {
        this.target = target;
        this.server = server;
    }

    /**
     * What it comes to.
     *
     * @param connectSeconds how long it takes to connect all, which is not in the cost
     */
    record Result(Outcome outcome, double connectSeconds) {}

    Result run(String channel, int viewerCount, int bytesBefore, int bytesMissed) throws IOException {
        int first = bytesBefore / LENGTH;
        int end = first + bytesMissed / LENGTH;
        JsonObject place = print(channel, 0, first);
        print(channel, first, end);
        String subscribe = Json.createObjectBuilder()
                .add("type", "subscribe")
                .add("channel", channel)
                .add(
                        "data",
                        Json.createObjectBuilder()
                                .add("epoch", place.getString("epoch"))
                                .add("offset", place.getJsonNumber("offset")))
                .build()
                .toString();

        long begin = Line.micros();
        Viewers viewers =
                new Viewers(target, Collections.nCopies(viewerCount, new Seat("", first, end, LENGTH)), GREETING);
        Meter cost;
        double connectSeconds;
        try (viewers) {
            viewers.attendance().awaitGreeting(PATIENCE);
            connectSeconds = (Line.micros() - begin) / 1e6;
            Meter start = Meter.read(server);
            viewers.say(subscribe);
            viewers.attendance().awaitLines(PATIENCE);
            cost = Meter.read(server).since(start).until(viewers.attendance().lastMicros() - start.micros());
        }
        target.delete(channel);
        long lines = (long) (end - first) * viewerCount;
        return new Result(
                new Outcome(
                        viewers.faults(),
                        lines,
                        lines * LENGTH,
                        new Histogram(1),
                        viewers.frames() - viewerCount,
                        cost,
                        Double.NaN),
                connectSeconds);
    }

    private JsonObject print(String channel, int first, int end) throws IOException {
        try (Program program = new Program(target, channel, LENGTH, first, true)) {
            program.flood(end);
            return program.end();
        }
    }
}
