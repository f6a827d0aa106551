package io.tapewire.load;

import java.lang.management.ManagementFactory;

/** What a stretch of time has cost: its seconds, the server's processor seconds, the harness's own. Immutable. */
record Meter(long micros, double serverCpu, double ownCpu) {
    static Meter read(ServerProcess server) {
        var own = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Meter(Line.micros(), server.cpuSeconds(), own.getProcessCpuTime() / 1e9);
    }

    Meter since(Meter start) {
        return new Meter(micros - start.micros, serverCpu - start.serverCpu, ownCpu - start.ownCpu);
    }

    /** The same, but over at an earlier moment. */
    Meter until(long otherMicros) {
        return new Meter(otherMicros, serverCpu, ownCpu);
    }

    double seconds() {
        return micros / 1e6;
    }
}
