package io.tapewire.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;

/** Lines as fast as they go, from one program. The caller's thread prints. */
final class Flood {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int GREETING = 2;
    private static final int LENGTH = 128;

    private final Target target;
    private final ServerProcess server;

    Flood(Target target, ServerProcess server) {
        this.target = target;
        this.server = server;
    }

    /** The channel is forgotten at its end. */
    Outcome run(String channel, int viewerCount, int bytes) throws IOException {
        int lines = bytes / LENGTH;
        Viewers viewers =
                new Viewers(target, Collections.nCopies(viewerCount, new Seat(channel, 0, lines, LENGTH)), GREETING);
        Meter cost;
        try (viewers;
                Program program = new Program(target, channel, LENGTH, 0, true)) {
            viewers.attendance().awaitGreeting(PATIENCE);
            Meter start = Meter.read(server);
            program.flood(lines);
            viewers.attendance().awaitLines(PATIENCE);
            cost = Meter.read(server).since(start).until(viewers.attendance().lastMicros() - start.micros());
            program.end();
        }
        target.delete(channel);
        long delivered = (long) lines * viewerCount;
        return new Outcome(
                viewers.faults(), delivered, delivered * LENGTH, viewers.micros(), viewers.frames(), cost, Double.NaN);
    }
}
