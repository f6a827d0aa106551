package io.tapewire.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** A viewer that reads nothing and breaks off without a word. */
final class Passerby {
    private static final int PATIENCE_MS = 20_000;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;

    private Passerby(Socket socket) {
        this.socket = socket;
    }

    /** Connects, and waits until the server has accepted the handshake. */
    static Passerby watch(URI server, String token, String channel) {
        try {
            Socket socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream()
                    .write("""
                            GET /ws?channel=%s&token=%s HTTP/1.1\r
                            Host: %s\r
                            Upgrade: websocket\r
                            Connection: Upgrade\r
                            Sec-WebSocket-Version: 13\r
                            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                            \r
                            """.formatted(channel, token, server.getAuthority()).getBytes(US_ASCII));
            readHead(socket.getInputStream());
            return new Passerby(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no WebSocket: " + head);
            }
            head.append((char) next);
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("no WebSocket: " + head);
        }
    }

    /** Breaks off by FIN. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks off by RST. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
