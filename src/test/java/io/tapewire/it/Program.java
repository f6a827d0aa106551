package io.tapewire.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** A program that prints for a while: one request whose body comes in the very pieces that it is told to print. */
final class Program implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;

    private final Socket socket;
    private final OutputStream out;

    private Program(Socket socket, OutputStream out) {
        this.socket = socket;
        this.out = out;
    }

    static Program start(URI server, String token, String channel) {
        try {
            Socket socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            out.write("""
                    PUT %schannels/%s/output HTTP/1.1\r
                    Host: %s\r
                    Authorization: Bearer %s\r
                    Connection: close\r
                    Transfer-Encoding: chunked\r
                    \r
                    """.formatted(server.getPath(), channel, server.getAuthority(), token)
                    .getBytes(US_ASCII));
            return new Program(socket, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Program print(String text) {
        return print(text.getBytes(UTF_8));
    }

    Program print(byte[] piece) {
        try {
            out.write((Integer.toHexString(piece.length) + "\r\n").getBytes(US_ASCII));
            out.write(piece);
            out.write("\r\n".getBytes(US_ASCII));
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends, and gives the server's whole answer. */
    String end() {
        try (socket) {
            out.write("0\r\n\r\n".getBytes(US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Dies in the middle of what it prints. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
