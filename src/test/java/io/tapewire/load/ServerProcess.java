package io.tapewire.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The server's process as the operating system sees it, or several of them together. Immutable. */
public final class ServerProcess {
    private static final Path PROC = Path.of("/proc");
    /** What Linux counts processor time in, whatever the kernel's own clock. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private final ProcessHandle process;
    private final List<ProcessHandle> all;

    private ServerProcess(ProcessHandle process) {
        this(process, List.of(process));
    }

    private ServerProcess(ProcessHandle process, List<ProcessHandle> all) {
        this.process = process;
        this.all = all;
    }

    /** This one and another process that works for it. */
    ServerProcess with(ProcessHandle other) {
        return new ServerProcess(
                process, Stream.concat(all.stream(), Stream.of(other)).toList());
    }

    ServerProcess with(ServerProcess other) {
        return new ServerProcess(
                process, Stream.concat(all.stream(), other.all.stream()).toList());
    }

    /** The one that Arquillian has started: a child of this one, and a JVM. */
    public static ServerProcess find() {
        return firstJvm(ProcessHandle.current().children());
    }

    /** The one that this process has started, or that it is. */
    static ServerProcess of(ProcessHandle starter) {
        return firstJvm(Stream.concat(starter.descendants(), Stream.of(starter)));
    }

    private static ServerProcess firstJvm(Stream<ProcessHandle> processes) {
        return processes
                .filter(each -> each.info().command().orElse("").endsWith("java"))
                .findFirst()
                .map(ServerProcess::new)
                .orElseThrow(() -> new AssertionError("there is no server among the processes"));
    }

    /** Bytes that it has caused to be written to a disk, or will; not a number on a system without {@code /proc}. */
    double writtenBytes() {
        Path io = PROC.resolve(process.pid() + "/io");
        if (!Files.exists(PROC.resolve("self/io"))) {
            return Double.NaN;
        }
        try {
            return Files.readAllLines(io).stream()
                    .filter(line -> line.startsWith("write_bytes: "))
                    .mapToDouble(line -> Double.parseDouble(line.substring("write_bytes: ".length())))
                    .sum();
        } catch (IOException e) {
            throw new AssertionError("the server's process is gone", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** What they have taken of the processor so far; not a number on a system without {@code /proc}. */
    double cpuSeconds() {
        return all.stream().mapToDouble(ServerProcess::cpuSeconds).sum();
    }

    private static double cpuSeconds(ProcessHandle process) {
        Path stat = PROC.resolve(process.pid() + "/stat");
        if (!Files.exists(PROC.resolve("self/stat"))) {
            return Double.NaN;
        }
        try {
            String line = Files.readString(stat);
            // what is before it is the command's name, which may hold anything
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", SYSTEM_TICKS + 2);
            return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new AssertionError("the server's process is gone", e);
        }
    }
}
