package io.tapewire.compression;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a client says about the encodings that it can undo, as RFC 9110 has it. */
public final class AcceptEncoding {
    private static final double NOT = 0;

    private AcceptEncoding() {}

    /** Whether gzip is accepted, and nothing else is preferred to it. */
    public static boolean prefersGzip(List<String> headers) {
        Map<String, Double> qualities = new HashMap<>();
        for (String header : headers) {
            for (String each : header.split(",", -1)) {
                add(each, qualities);
            }
        }
        double any = qualities.getOrDefault("*", NOT);
        double gzip = qualities.getOrDefault("gzip", qualities.getOrDefault("x-gzip", any));
        double identity = qualities.getOrDefault("identity", NOT);
        return gzip > NOT && gzip >= identity;
    }

    private static void add(String text, Map<String, Double> qualities) {
        String[] parts = text.split(";", -1);
        String name = parts[0].strip().toLowerCase(Locale.ROOT);
        double quality = 1;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                quality = quality(parameter.substring(2).strip());
            }
        }
        if (!name.isEmpty()) {
            qualities.put(name, quality);
        }
    }

    /** A quality that cannot be read counts as a refusal, because an answer without an encoding is always understood. */
    private static double quality(String text) {
        return text.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(text) : NOT;
    }
}
