package io.tapewire.cli;

import java.nio.file.NoSuchFileException;

/** What the command says of itself: lines on standard error. */
final class Notices {
    private Notices() {}

    static void say(String line) {
        System.err.println("tapewire: " + line);
    }

    /** What an error says; some of the JDK's say nothing but their name, or that of a file. */
    static String message(Throwable error) {
        if (error instanceof NoSuchFileException none) {
            return "no such file: " + none.getFile();
        }
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }
}
