package io.tapewire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A program that prints to standard output, in a process of its own. Nothing but the JDK. */
final class Printing {
    private static final int LINES_EACH = 64;

    private Printing() {}

    /** {@code steady ORIGIN LINES MILLIS} or {@code busy BYTES STEPS SECONDS-FILE}. */
    public static void main(String[] arguments) throws IOException {
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            if (arguments[0].equals("steady")) {
                steadily(
                        out,
                        Long.parseLong(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]));
            } else {
                busily(out, Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]), Path.of(arguments[3]));
            }
        }
    }

    /** Each line says when it was written, in microseconds of the harness's clock, which is the same in all processes of a Linux. */
    private static void steadily(FileOutputStream out, long originMicros, int lines, int millis) throws IOException {
        long due = System.nanoTime();
        for (int line = 0; line < lines; line++) {
            due += millis * 1_000_000L;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            out.write(("at " + (System.nanoTime() / 1000 - originMicros) + "\n").getBytes(US_ASCII));
        }
    }

    /** Computes so many steps for each 8 KiB of lines, as a compiler does, and leaves behind how many seconds all of it has taken. */
    private static void busily(FileOutputStream out, long bytes, int steps, Path seconds) throws IOException {
        byte[] lines = ("x".repeat(127) + "\n").repeat(LINES_EACH).getBytes(US_ASCII);
        long begun = System.nanoTime();
        long state = 1;
        for (long printed = 0; printed < bytes; printed += lines.length) {
            for (int step = 0; step < steps; step++) {
                state = state * 6364136223846793005L + 1442695040888963407L;
            }
            lines[0] = (byte) ('a' + (state >>> 60));
            out.write(lines);
        }
        Files.writeString(seconds, String.valueOf((System.nanoTime() - begun) / 1e9));
    }
}
