package io.tapewire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.cli.program.Terminal;
import io.tapewire.cli.reading.Queries;
import io.tapewire.cli.reading.Screen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Standard output, as UTF-8 whatever the locale is. One thread at a time. */
final class Output implements Screen {
    /** Brings a terminal's modes and colours back, but leaves what is on it. */
    private static final String SOFT_RESET = "\u001b[!p";

    private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private final boolean isTerminal;

    private Output(boolean isTerminal) {
        this.isTerminal = isTerminal;
    }

    /** Standard output for a channel. If it is a terminal, queries are left out, and its state is reset at the end. */
    static Output ofChannel() throws InterruptedException {
        boolean isTerminal = Terminal.isOutput();
        if (isTerminal) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> write(SOFT_RESET)));
        }
        return new Output(isTerminal);
    }

    @Override
    public void print(String output) {
        write(isTerminal ? Queries.removedFrom(output) : output);
    }

    @Override
    public void note(String line) {
        Notices.say(line);
    }

    static void line(String text) {
        write(text + System.lineSeparator());
    }

    static void copy(InputStream from) throws IOException {
        from.transferTo(OUT);
    }

    private static void write(String text) {
        try {
            OUT.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("standard output takes no more", e);
        }
    }
}
