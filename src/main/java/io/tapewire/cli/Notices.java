package io.tapewire.cli;

/** What the command says of itself: lines on standard error. */
final class Notices {
    private Notices() {}

    static void say(String line) {
        System.err.println("tapewire: " + line);
    }

    /** What an error says; some of the JDK's network errors say nothing but their name. */
    static String message(Throwable error) {
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }
}
