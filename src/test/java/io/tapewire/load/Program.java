package io.tapewire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A program that prints numbered lines to a channel: one request that is held open, a chunk for each write. One thread. */
final class Program implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;
    /** What a flood writes at once. */
    private static final int WRITE_BYTES = 64 << 10;

    private static final int CHUNK_HEAD = 8;

    private final SocketChannel socket;
    private final int length;
    private final ByteBuffer chunk;
    private int next;
    private long bytes;

    /**
     * Sends the request's head.
     *
     * @param length of each line
     * @param first the number of the first line
     */
    Program(Target target, String channel, int length, int first, boolean floods) throws IOException {
        this.length = length;
        this.next = first;
        this.chunk = ByteBuffer.allocateDirect((floods ? Math.max(WRITE_BYTES, length) : length) + CHUNK_HEAD + 2)
                .limit(0);
        this.socket = SocketChannel.open(target.address());
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        ByteBuffer head = target.request(
                "PUT /channels/" + channel + "/output", "Connection: close", "Transfer-Encoding: chunked");
        writeAll(head);
    }

    /** From now on it prints as much as the server takes at once. */
    void neverWait() throws IOException {
        socket.configureBlocking(false);
    }

    /** Prints line by line up to and without a number, and says whether the server has taken all. */
    boolean printUpTo(int end) throws IOException {
        while (true) {
            socket.write(chunk);
            if (chunk.hasRemaining()) {
                return false;
            }
            if (next >= end) {
                return true;
            }
            fill(next + 1);
        }
    }

    /** Prints up to and without a number as fast as it is taken. */
    void flood(int end) throws IOException {
        while (next < end) {
            fill(Math.min(end, next + Math.max(1, WRITE_BYTES / length)));
            writeAll(chunk);
        }
    }

    /** Puts the lines up to and without a number into the next chunk. */
    private void fill(int end) {
        int size = (end - next) * length;
        chunk.clear();
        // leading zeros, so that the head's length is known
        chunk.put(String.format("%06x\r\n", size).getBytes(US_ASCII));
        long now = Line.micros();
        for (; next < end; next++) {
            Line.write(chunk, now, next, length);
        }
        chunk.put((byte) '\r').put((byte) '\n').flip();
        bytes += size;
    }

    /** Ends, and gives the server's receipt, which must be for all that was printed. */
    JsonObject end() throws IOException {
        socket.configureBlocking(true);
        writeAll(chunk);
        writeAll(ByteBuffer.wrap("0\r\n\r\n".getBytes(US_ASCII)));
        socket.socket().setSoTimeout(PATIENCE_MS);
        String answer = new String(socket.socket().getInputStream().readAllBytes(), UTF_8);
        int body = answer.indexOf('{');
        int bodyEnd = answer.lastIndexOf('}') + 1;
        if (!answer.startsWith("HTTP/1.1 200 ") || body < 0) {
            throw new IOException("not printed: " + answer);
        }
        try (var reader = Json.createReader(
                new ByteArrayInputStream(answer.substring(body, bodyEnd).getBytes(UTF_8)))) {
            JsonObject receipt = reader.readObject();
            if (receipt.getJsonNumber("bytes").longValue() != bytes) {
                throw new IOException(bytes + " bytes were printed, but " + receipt);
            }
            return receipt;
        }
    }

    private void writeAll(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            socket.write(from);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
