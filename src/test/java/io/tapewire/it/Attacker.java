package io.tapewire.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Somebody with a plain connection who sends what they like, and reads only if the test says so. */
final class Attacker implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;

    private Attacker(Socket socket) {
        this.socket = socket;
    }

    static Attacker connect(int port) {
        try {
            Socket socket = new Socket("localhost", port);
            socket.setSoTimeout(PATIENCE_MS);
            return new Attacker(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Attacker send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line of what the server has said, without its end. */
    String readLine() {
        try {
            StringBuilder line = new StringBuilder();
            for (int b = socket.getInputStream().read();
                    b >= 0 && b != '\n';
                    b = socket.getInputStream().read()) {
                line.append((char) b);
            }
            return line.toString().stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has said something that was not read. */
    boolean hasAnswer() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the server has ended the connection. */
    void awaitEnd() {
        try {
            while (socket.getInputStream().read() >= 0) {
                // what it says is of no interest
            }
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the connection is still open", open);
        } catch (IOException reset) {
            // an end as well
        }
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
