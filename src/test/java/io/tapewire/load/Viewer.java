package io.tapewire.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A viewer's connection: shakes hands, answers pings, and gives what comes to the reader of its output. Its {@link Viewers}' thread. */
final class Viewer implements FrameReader.Listener {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final SocketChannel socket;
    private final ByteBuffer handshake;
    private final FrameReader frames = new FrameReader(this);
    private final OutputReader output;
    private final LineChecker checker;
    private final StringBuilder answer = new StringBuilder();
    private boolean open;
    private boolean closed;
    private int messages;
    private boolean inMessage;
    /** What has come of a compressed message; {@code null} while there is none. */
    private InflatedMessage deflated;

    private long lastMicros;

    Viewer(SocketChannel socket, ByteBuffer handshake, OutputReader output, LineChecker checker) {
        this.socket = socket;
        this.handshake = handshake;
        this.output = output;
        this.checker = checker;
    }

    void shakeHands() throws IOException {
        socket.finishConnect();
        write(handshake);
    }

    /** Takes what has been read. */
    void take(ByteBuffer in, long now) throws IOException {
        if (!open && !endHandshake(in)) {
            return;
        }
        frames.read(in, now);
        if (closed) {
            throw new EOFException("the server says good-bye");
        }
    }

    private boolean endHandshake(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            answer.append((char) (in.get() & 0xff));
            if (answer.length() >= 4 && answer.indexOf("\r\n\r\n", answer.length() - 4) >= 0) {
                if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
                    throw new IOException("no WebSocket: " + answer);
                }
                open = true;
                return true;
            }
        }
        return false;
    }

    @Override
    public void payload(ByteBuffer in, int from, int to, long now) {
        if (!inMessage) {
            inMessage = true;
            if (in.get(from) == InflatedMessage.DEFLATED) {
                deflated = new InflatedMessage();
            }
        }
        if (deflated == null) {
            output.read(in, from, to, now);
        } else {
            deflated.take(in, from, to);
            lastMicros = now;
        }
    }

    @Override
    public void endMessage() {
        if (deflated != null) {
            ByteBuffer whole = deflated.whole();
            output.read(whole, 0, whole.limit(), lastMicros);
            deflated = null;
        }
        inMessage = false;
        output.endMessage();
        messages++;
    }

    @Override
    public void control(int opcode, ByteBuffer payload) {
        if (opcode == PING) {
            try {
                write(frame(PONG, payload));
            } catch (IOException e) {
                closed = true;
            }
        } else if (opcode == CLOSE) {
            closed = true;
        }
    }

    /** Says something; any thread. */
    void say(String message) throws IOException {
        write(frame(TEXT, ByteBuffer.wrap(message.getBytes(UTF_8))));
    }

    SocketChannel socket() {
        return socket;
    }

    int messages() {
        return messages;
    }

    LineChecker checker() {
        return checker;
    }

    /** A client masks what it says; with zeros that changes nothing. */
    private static ByteBuffer frame(int opcode, ByteBuffer payload) {
        int length = payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(length + 8).put((byte) (0x80 | opcode));
        if (length < 126) {
            frame.put((byte) (0x80 | length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) length);
        }
        return frame.putInt(0).put(payload).flip();
    }

    private void write(ByteBuffer bytes) throws IOException {
        socket.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("the server does not read what it is told: " + ISO_8859_1.decode(bytes));
        }
    }
}
