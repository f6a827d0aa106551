package io.tapewire.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file with the values that are masked in all channels: UTF-8, one value a line. Empty lines are ignored. */
final class MaskFile {
    static final String KEY = "tapewire.mask.file";

    private static final int LEAST_BYTES = 8;

    private MaskFile() {}

    /**
     * Reads all values.
     *
     * @throws IllegalArgumentException if they cannot be read or masked; the message names the file and the line but no
     *     value
     */
    static List<String> read(String file, Limits limits) {
        List<String> lines = lines(file);
        List<String> values = new ArrayList<>();
        long all = 0;
        for (int i = 0; i < lines.size(); i++) {
            String value = lines.get(i);
            long bytes = value.getBytes(UTF_8).length;
            if (bytes == 0) {
                continue;
            }
            if (bytes < LEAST_BYTES || bytes > limits.of(Limit.MASK_BYTES)) {
                throw bad(
                        file,
                        "line %d has %d bytes, and a value takes %d to %d (%s)"
                                .formatted(
                                        i + 1, bytes, LEAST_BYTES, limits.of(Limit.MASK_BYTES), Limit.MASK_BYTES.key()),
                        null);
            }
            all += bytes;
            values.add(value);
        }
        if (values.size() > limits.of(Limit.MASKS) || all > limits.of(Limit.MASKS_BYTES)) {
            throw bad(
                    file,
                    "it has %d values with %d bytes, more than %s or %s"
                            .formatted(values.size(), all, Limit.MASKS.key(), Limit.MASKS_BYTES.key()),
                    null);
        }
        return values;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file), UTF_8);
        } catch (IOException | RuntimeException e) {
            throw bad(file, "it cannot be read as UTF-8 (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static IllegalArgumentException bad(String file, String why, Exception cause) {
        return new IllegalArgumentException("%s = \"%s\" is not allowed: %s".formatted(KEY, file, why), cause);
    }
}
