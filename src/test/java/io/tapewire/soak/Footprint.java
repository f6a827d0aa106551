package io.tapewire.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.load.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What an idle server uses.
 *
 * @param threads number of threads
 * @param heapBytes reachable bytes on its heap
 */
record Footprint(int threads, long heapBytes) {
    /** Asks the operating system for the threads and jcmd for the heap. jcmd collects garbage first. */
    static Footprint of(ServerProcess server) {
        try {
            int threads = Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("Threads:"))
                    .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
            Process tool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(server.pid()),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String histogram = new String(tool.getInputStream().readAllBytes(), UTF_8).strip();
            String total = histogram.substring(histogram.lastIndexOf('\n') + 1);
            if (!total.startsWith("Total")) {
                throw new AssertionError("no histogram: " + total);
            }
            return new Footprint(threads, Long.parseLong(total.replaceFirst(".*\\s", "")));
        } catch (IOException e) {
            throw new AssertionError("the server's process cannot be inspected", e);
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d threads, %.1f MB", threads, heapBytes / 1e6);
    }
}
