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

    /** Begins a body in chunks, with more lines of the request's head if they are given. */
    static Program start(URI server, String token, String target, String... headers) {
        return open("PUT", server, token, target, chunked(headers));
    }

    /** Begins to post a body in chunks. */
    static Program posting(URI server, String token, String target, String... headers) {
        return open("POST", server, token, target, chunked(headers));
    }

    private static String chunked(String... headers) {
        return String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n") + "Transfer-Encoding: chunked";
    }

    /** Begins a body that says how long it is; send it by {@link #sendRaw}. */
    static Program announcing(URI server, String token, String channel, int bytes) {
        return open("PUT", server, token, channel + "/output", "Content-Length: " + bytes);
    }

    private static Program open(String method, URI server, String token, String target, String headers) {
        try {
            Socket socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            out.write("""
                    %s %schannels/%s HTTP/1.1\r
                    Host: %s\r
                    Authorization: Bearer %s\r
                    Connection: close\r
                    %s\r
                    \r
                    """.formatted(method, server.getPath(), target, server.getAuthority(), token, headers)
                    .getBytes(UTF_8));
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

    /** Gives the refusal of a server that does not wait for the end of the body. */
    String refusal() {
        try (socket) {
            // Payara keeps the connection open for the rest of the body
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("}\n") < 0) {
                int read = socket.getInputStream().read();
                if (read < 0) {
                    break;
                }
                answer.append((char) read);
            }
            return answer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes that are no chunk, or that are the body itself. */
    Program sendRaw(String text) {
        try {
            out.write(text.getBytes(UTF_8));
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Is killed: its connection is reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
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
