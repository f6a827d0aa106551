package io.tapewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * How the cost of a work grows with one of its sizes: each point of it measured, and the slope between points as both axes
 * are logarithmic, where 1 is linear. One thread.
 */
final class Growth {
    private static final String COLUMNS =
            "growth with|at|p50 ms|p99 ms|CPU %|beyond idle|µs CPU/line|CPU-s/GB|frames/s|lines/frame|slope of CPU here|since the first";

    private static final int WARM_UP_SECONDS = 3;
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final String name;
    private final ServerProcess server;
    private final Report report;
    private double idlePercent;
    private double firstSize;
    private double firstCost;
    private double lastSize;
    private double lastCost;

    Growth(String name, ServerProcess server, Report report) {
        this.name = name;
        this.server = server;
        this.report = report;
    }

    /** Goes through all sizes twice: each is new to the server's compiler, so the first time does not count. */
    void measure(Steady steady, IntFunction<Work> work, int... sizes) throws IOException {
        for (int size : sizes) {
            steady.run(work.apply(size).lasting(WARM_UP_SECONDS));
        }
        rest();
        Meter idle = rest();
        idlePercent = 100 * idle.serverCpu() / idle.seconds();
        for (int size : sizes) {
            Work one = work.apply(size);
            add(size, steady.run(one), one);
        }
    }

    private Meter rest() {
        Meter start = Meter.read(server);
        Pace.await(System.nanoTime() + REST_NANOS);
        return Meter.read(server).since(start);
    }

    private void add(int size, Outcome outcome, Work work) {
        double cost = outcome.cpuPercent() - idlePercent;
        // what drowns in the server's own unrest has no slope
        boolean counts = cost > idlePercent;
        if (firstSize == 0 && counts) {
            firstSize = size;
            firstCost = cost;
        }
        report.row(
                COLUMNS,
                name,
                size,
                outcome.millis(50),
                outcome.millis(99),
                outcome.cpuPercent(),
                cost,
                outcome.cpuMicrosPerLine(),
                outcome.cpuPerGigabyte(),
                (long) (outcome.frames() / outcome.cost().seconds()),
                (double) outcome.lines() / outcome.frames(),
                counts ? slope(lastSize, lastCost, size, cost) : Double.NaN,
                counts ? slope(firstSize, firstCost, size, cost) : Double.NaN);
        assertThat(outcome.faults()).as("lines of %s", work).isEqualTo(Faults.NONE);
        lastSize = counts ? size : 0;
        lastCost = cost;
    }

    /** Not a number where there are no two points. */
    private static double slope(double fromSize, double fromCost, double toSize, double toCost) {
        return fromSize == 0 || fromSize == toSize
                ? Double.NaN
                : Math.log(toCost / fromCost) / Math.log(toSize / fromSize);
    }
}
