package io.tapewire.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an idle server uses.
 *
 * @param threads number of threads
 * @param classes reachable bytes on its heap, by class
 */
public record Footprint(int threads, Map<String, Long> classes) {
    private static final int MOST_CLASSES = 40;

    /** A line has a rank, the number of instances, their bytes, the class and its module. */
    private static final Pattern HISTOGRAM_LINE = Pattern.compile("^ *\\d+: +\\d+ +(\\d+) +(\\S+)", Pattern.MULTILINE);

    /** Asks the operating system for the threads and jcmd for the heap. jcmd collects garbage first. */
    public static Footprint of(ServerProcess server) {
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
            return new Footprint(threads, bytesByClass(histogram));
        } catch (IOException e) {
            throw new AssertionError("the server's process cannot be inspected", e);
        }
    }

    private static Map<String, Long> bytesByClass(String histogram) {
        Map<String, Long> bytes = new HashMap<>();
        Matcher lines = HISTOGRAM_LINE.matcher(histogram);
        while (lines.find()) {
            bytes.merge(lines.group(2), Long.parseLong(lines.group(1)), Long::sum);
        }
        if (bytes.isEmpty()) {
            throw new AssertionError("no histogram: " + histogram);
        }
        return bytes;
    }

    public long heapBytes() {
        return classes.values().stream().mapToLong(Long::longValue).sum();
    }

    public long heapBytesOf(String packageName) {
        return classes.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(packageName))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The classes whose objects have become more, those with the most bytes first. */
    public String growthSince(Footprint before) {
        return classes.entrySet().stream()
                .map(entry ->
                        Map.entry(entry.getKey(), entry.getValue() - before.classes.getOrDefault(entry.getKey(), 0L)))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_CLASSES)
                .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d threads, %.1f MB", threads, heapBytes() / 1e6);
    }
}
