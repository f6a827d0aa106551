package io.tapewire.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A request as it stands on the wire, also one that no HTTP client would send. Each has a connection of its own. */
final class RawRequest {
    private static final int PATIENCE_MS = 60_000;

    private final URI server;
    private final StringBuilder head;
    private String body = "";

    private RawRequest(URI server, String first) {
        this.server = server;
        this.head = new StringBuilder(first).append("\r\n");
        header("Host: " + server.getAuthority());
    }

    /** Begins with the first line, for instance {@code GET / HTTP/1.1}; what is above U+007F is sent as one byte. */
    static RawRequest begin(URI server, String first) {
        return new RawRequest(server, first);
    }

    RawRequest header(String line) {
        head.append(line).append("\r\n");
        return this;
    }

    RawRequest body(String text) {
        body = text;
        return this;
    }

    /** Sends it all at once, and reads until the server ends the connection. */
    Answer send() {
        return send(null);
    }

    /** Sends it all at once, and reads until that has come: a server may go on to wait for the rest of a body. */
    Answer sendAndReadTo(String end) {
        return send(end);
    }

    private Answer send(String end) {
        header("Connection: close");
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write((head + "\r\n" + body).getBytes(ISO_8859_1));
            StringBuilder text = new StringBuilder();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int b = in.read(); b >= 0; b = in.read()) {
                text.append((char) b);
                if (end != null && b == end.charAt(end.length() - 1) && text.indexOf(end) >= 0) {
                    break;
                }
            }
            return new Answer(text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that came back. */
    record Answer(String text) {
        int status() {
            return Integer.parseInt(text.substring(9, 12));
        }

        Optional<String> header(String name) {
            return headers().stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        List<String> headers() {
            List<String> lines =
                    Arrays.asList(text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n", -1));
            return lines.subList(1, lines.size());
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }
}
