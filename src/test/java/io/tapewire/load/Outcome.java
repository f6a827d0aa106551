package io.tapewire.load;

import org.HdrHistogram.Histogram;

/**
 * What a work has come to. Immutable, but for the histogram, which nobody changes any more.
 *
 * @param lineBytes of all lines at all viewers, envelopes not counted
 * @param latencies of all lines at all viewers, in microseconds
 * @param frames messages with lines, at all viewers
 * @param lateMillis how late the latest line was written; not a number where none was due at any time
 */
record Outcome(
        Faults faults, long lines, long lineBytes, Histogram latencies, long frames, Meter cost, double lateMillis) {
    /** Not a number where lines were not awaited. */
    double millis(double percentile) {
        return latencies.getTotalCount() == 0 ? Double.NaN : latencies.getValueAtPercentile(percentile) / 1e3;
    }

    double maxMillis() {
        return millis(100);
    }

    double megabytesPerSecond() {
        return lineBytes / 1e6 / cost.seconds();
    }

    double cpuPercent() {
        return 100 * cost.serverCpu() / cost.seconds();
    }

    double cpuPerGigabyte() {
        return cost.serverCpu() / (lineBytes / 1e9);
    }

    double cpuMicrosPerLine() {
        return cost.serverCpu() * 1e6 / lines;
    }
}
