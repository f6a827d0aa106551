package io.tapewire.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The certified OpenID provider of npm, in a process of its own, on a free port. */
final class ProviderProcess implements AutoCloseable {
    private final Process node;
    private final int port;

    private ProviderProcess(Process node, int port) {
        this.node = node;
        this.port = port;
    }

    /** @param addresses where it may send browsers: after signing in, and after signing out */
    static ProviderProcess start(String... addresses) {
        try {
            var command = new ArrayList<>(List.of("node", "test/provider.js"));
            command.addAll(List.of(addresses));
            Process node = new ProcessBuilder(command)
                    .directory(Path.of("src", "main", "frontend").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var out = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                // it also warns about its development defaults
                if (line.matches("[0-9]{2,5}")) {
                    return new ProviderProcess(node, Integer.parseInt(line));
                }
            }
            throw new IllegalStateException("the provider has ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        node.destroy();
    }
}
