package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/** A command that somebody has piped into curl. It prints what a test tells it to. */
final class PipedCommand implements AutoCloseable {
    private final Process curl;
    private final OutputStream out;

    private PipedCommand(Process curl) {
        this.curl = curl;
        this.out = curl.getOutputStream();
    }

    /** @param output the address to publish to; its certificate is not checked */
    static PipedCommand start(URI output) {
        try {
            return new PipedCommand(new ProcessBuilder(
                            "curl",
                            "--silent",
                            "--show-error",
                            "--insecure",
                            "-T",
                            "-",
                            "-H",
                            "Expect:",
                            "-H",
                            "Authorization: Bearer " + ServerTest.TOKEN,
                            output.toString())
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void print(String text) {
        try {
            out.write(text.getBytes(UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends, and gives what curl prints. */
    String end() {
        try {
            out.close();
            return new String(curl.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        curl.destroyForcibly();
    }
}
