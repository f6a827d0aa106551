package io.tapewire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/** A viewer of any output in pieces, each of which ends with a notification. Its own thread runs it. */
final class LogViewer implements Callable<LogViewer.Seen>, FrameReader.Listener {
    private static final byte[] OUTPUT = "\"output\":\"".getBytes(US_ASCII);
    private static final byte[] END = "{\"type\":\"notification\"".getBytes(US_ASCII);
    private static final byte[] GAP = "{\"type\":\"gap\"".getBytes(US_ASCII);
    private static final byte[] SUBSCRIBED = "{\"type\":\"subscribed\"".getBytes(US_ASCII);

    /**
     * What a viewer has got.
     *
     * @param bytes of all messages, as they came
     * @param outputBytes of the output, as escaped in JSON
     * @param sum checksum of this output
     * @param endMicros when the end came
     */
    record Seen(long bytes, long outputBytes, long sum, long endMicros) {}

    private final Target target;
    private final int port;
    private final String channel;
    private final String subprotocol;
    private final CountDownLatch greeted;
    private final int pieces;
    private final FrameReader frames = new FrameReader(this);
    private final CRC32 sum = new CRC32();
    private InflatedMessage message = new InflatedMessage();
    private long bytes;
    private long outputBytes;
    private long endMicros;
    private final AtomicInteger ended = new AtomicInteger();
    private boolean gap;

    /**
     * @param port of the server, or of a line to it
     * @param greeted counted down when it watches
     * @param pieces after which it leaves
     */
    LogViewer(Target target, int port, String channel, String subprotocol, CountDownLatch greeted, int pieces) {
        this.target = target;
        this.port = port;
        this.channel = channel;
        this.subprotocol = subprotocol;
        this.greeted = greeted;
        this.pieces = pieces;
    }

    /** How many pieces have come whole; any thread. */
    int ended() {
        return ended.get();
    }

    @Override
    public Seen call() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(target.head(
                            "GET /ws?channel=" + channel,
                            "Sec-WebSocket-Protocol: " + subprotocol,
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: dGhlIGxvYWQgaGFybmVzcw=="));
            InputStream in = socket.getInputStream();
            endHandshake(in);
            byte[] read = new byte[64 << 10];
            while (ended.get() < pieces) {
                int length = in.read(read);
                if (length < 0 || gap) {
                    throw new EOFException(gap ? "records are missing" : "the server hangs up");
                }
                frames.read(ByteBuffer.wrap(read, 0, length), Line.micros());
            }
            return new Seen(bytes, outputBytes, sum.getValue(), endMicros);
        }
    }

    private static void endHandshake(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.length() < 4 || answer.indexOf("\r\n\r\n", answer.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException(answer.toString());
            }
            answer.append((char) next);
        }
        if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("no WebSocket: " + answer);
        }
    }

    @Override
    public void payload(ByteBuffer in, int from, int to, long now) {
        bytes += to - from;
        message.take(in, from, to);
    }

    @Override
    public void endMessage() {
        byte[] envelope = message.envelope();
        message = new InflatedMessage();
        if (begins(envelope, SUBSCRIBED)) {
            greeted.countDown();
        } else if (begins(envelope, END)) {
            endMicros = Line.micros();
            ended.incrementAndGet();
        } else if (begins(envelope, GAP)) {
            gap = true;
        } else {
            addOutput(envelope);
        }
    }

    private void addOutput(byte[] envelope) {
        String head = new String(envelope, 0, Math.min(envelope.length, 400), UTF_8);
        int key = head.indexOf(new String(OUTPUT, US_ASCII));
        if (key < 0) {
            return;
        }
        // what is before it is ASCII
        int from = key + OUTPUT.length;
        int to = from;
        while (envelope[to] != '"') {
            to += envelope[to] == '\\' ? 2 : 1;
        }
        sum.update(envelope, from, to - from);
        outputBytes += to - from;
    }

    private static boolean begins(byte[] envelope, byte[] with) {
        return envelope.length >= with.length && Arrays.equals(envelope, 0, with.length, with, 0, with.length);
    }

    @Override
    public void control(int opcode, ByteBuffer payload) {
        // a ping is answered by no one: a measurement is shorter than the server's patience
    }
}
