package io.tapewire.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Lines as fast as they go, from one program. The caller's thread prints. */
final class Flood {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int GREETING = 2;
    private static final int LENGTH = 128;

    private final List<Target> targets;
    private final ServerProcess server;

    Flood(Target target, ServerProcess server) {
        this(List.of(target), server);
    }

    /** @param targets servers, of which each viewer has the next one; the program has the first */
    Flood(List<Target> targets, ServerProcess server) {
        this.targets = targets;
        this.server = server;
    }

    /** The channel is forgotten at its end. */
    Outcome run(String channel, int viewerCount, int bytes) throws IOException {
        int lines = bytes / LENGTH;
        Viewers viewers =
                new Viewers(targets, Collections.nCopies(viewerCount, new Seat(channel, 0, lines, LENGTH)), GREETING);
        Meter cost;
        try (viewers;
                Program program = new Program(targets.get(0), channel, LENGTH, 0, true)) {
            viewers.attendance().awaitGreeting(PATIENCE);
            Meter start = Meter.read(server);
            program.flood(lines);
            viewers.attendance().awaitLines(PATIENCE);
            cost = Meter.read(server).since(start).until(viewers.attendance().lastMicros() - start.micros());
            program.end();
        }
        targets.get(0).delete(channel);
        long delivered = (long) lines * viewerCount;
        return new Outcome(
                viewers.faults(), delivered, delivered * LENGTH, viewers.micros(), viewers.frames(), cost, Double.NaN);
    }
}
