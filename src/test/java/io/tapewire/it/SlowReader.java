package io.tapewire.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** Somebody who asks for a long answer and takes it slowly: its head at once, its body when the test says so. */
final class SlowReader implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;
    /** The system buffers little, so the server notices soon that nobody reads. */
    private static final int RECEIVE_BYTES = 4_096;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final String status;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private SlowReader(URI server, String path, String token) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        String request = "GET /%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, server.getAuthority(), token);
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        in = new BufferedInputStream(socket.getInputStream(), RECEIVE_BYTES);
        status = line();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
        }
    }

    static SlowReader ask(URI server, String path, String token) {
        try {
            return new SlowReader(server, path, token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection has ended after " + line);
            }
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    int status() {
        return Integer.parseInt(status.split(" ", -1)[1]);
    }

    String header(String name) {
        return headers.get(name);
    }

    /** How long the body is, as the server has announced it. */
    long announced() {
        return Long.parseLong(header("Content-Length"));
    }

    /** Takes some of the body. Returns how much, or -1 at its end, or when the server has ended the connection. */
    int take(byte[] piece) {
        try {
            return in.read(piece);
        } catch (SocketException reset) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the rest of a body that has an announced length, and returns how much came before the connection ended. */
    long readToEnd() {
        byte[] piece = new byte[65_536];
        long read = 0;
        for (int n = 0; n >= 0 && read < announced(); n = take(piece)) {
            read += n;
        }
        return read;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
