package io.tapewire.cli.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal that this process was started in. Immutable.
 *
 * @param cols its width
 * @param rows its height
 */
public record Terminal(int cols, int rows) {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,3}) ([1-9][0-9]{0,3})\\s*");

    /** Nothing if standard input is no terminal. */
    public static Optional<Terminal> find() throws InterruptedException {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher size = SIZE.matcher(said);
            return stty.waitFor() == 0 && size.matches()
                    ? Optional.of(new Terminal(parse(size.group(2)), parse(size.group(1))))
                    : Optional.empty();
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        }
    }

    /** Whether standard output is a terminal. */
    public static boolean isOutput() throws InterruptedException {
        return isTerminal(1);
    }

    /** Whether standard error is a terminal. */
    public static boolean isErrors() throws InterruptedException {
        return isTerminal(2);
    }

    private static boolean isTerminal(int descriptor) throws InterruptedException {
        try {
            return new ProcessBuilder("test", "-t", String.valueOf(descriptor))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static int parse(String number) {
        // as many as a run may have
        return Math.min(1000, Integer.parseInt(number));
    }
}
