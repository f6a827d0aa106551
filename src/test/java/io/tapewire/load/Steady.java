package io.tapewire.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lines at a steady pace, from as many programs as there are channels. The caller's thread prints. */
final class Steady {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** {@code connected} and {@code subscribed}. */
    private static final int GREETING = 2;

    private final List<Target> targets;
    private final ServerProcess server;

    Steady(Target target, ServerProcess server) {
        this(List.of(target), server);
    }

    /** @param targets servers, of which each viewer and each program has the next one */
    Steady(List<Target> targets, ServerProcess server) {
        this.targets = targets;
        this.server = server;
    }

    Outcome run(Work work) throws IOException {
        return run(work, new Viewers(targets, work.seats(), GREETING));
    }

    /** The work's viewers, who come with a token of their own. */
    static Viewers viewers(Work work, Target as) throws IOException {
        return new Viewers(as, work.seats(), GREETING);
    }

    /** @param viewers as many as the work has, or who counts for as many; they leave at its end */
    Outcome run(Work work, Watchers viewers) throws IOException {
        List<Program> programs = new ArrayList<>();
        Meter cost;
        double late;
        try (viewers) {
            viewers.attendance().awaitGreeting(PATIENCE);
            for (int i = 0; i < work.channels(); i++) {
                Program program =
                        new Program(targets.get(i % targets.size()), work.channel(i), work.length(), 0, false);
                program.neverWait();
                programs.add(program);
            }
            Meter start = Meter.read(server);
            late = new Pace(programs, work.rate(), work.lines()).run();
            viewers.attendance().awaitLines(PATIENCE);
            cost = Meter.read(server).since(start);
            for (Program program : programs) {
                program.end();
            }
        } finally {
            for (Program program : programs) {
                program.close();
            }
        }
        for (int i = 0; i < work.channels(); i++) {
            targets.get(0).delete(work.channel(i));
        }
        long lines = (long) work.lines() * work.viewers();
        return new Outcome(
                viewers.faults(), lines, lines * work.length(), viewers.micros(), viewers.frames(), cost, late);
    }
}
