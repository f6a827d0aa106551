package io.tapewire.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.load.FrameReader;
import io.tapewire.load.Target;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/** A viewer's connection that can be cut by FIN or RST. One thread, except for {@link #breakOff}. */
final class ViewerConnection implements FrameReader.Listener {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int PATIENCE_MS = 30_000;
    private static final int BUFFER_BYTES = 64 << 10;

    private final Socket socket;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final FrameReader frames = new FrameReader(this);
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final Queue<JsonObject> messages = new ArrayDeque<>();
    private int closeCode;

    /** Connects and sends the handshake. The answer is read by {@link #awaitHandshake}. */
    ViewerConnection(Target target, boolean binary) throws IOException {
        socket = new Socket(target.address().getAddress(), target.address().getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        byte[] handshake = target.head(
                "GET /ws?channel=",
                binary ? "Sec-WebSocket-Protocol: tapewire.binary" : "Accept: */*",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIGxvYWQgaGFybmVzcw==");
        socket.getOutputStream().write(handshake);
    }

    void awaitHandshake() throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("no WebSocket: " + answer);
            }
            answer.append((char) next);
        }
        if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("no WebSocket: " + answer);
        }
    }

    /** The next message, or {@code null} if none comes within this time. */
    JsonObject read(int mostMillis) throws IOException {
        socket.setSoTimeout(Math.max(1, mostMillis));
        while (messages.isEmpty()) {
            int length;
            try {
                length = socket.getInputStream().read(buffer);
            } catch (SocketTimeoutException nothing) {
                return null;
            }
            if (length < 0) {
                throw new EOFException("the server hangs up");
            }
            frames.read(ByteBuffer.wrap(buffer, 0, length), 0);
            if (closeCode != 0) {
                throw new EOFException("the server closes with " + closeCode);
            }
        }
        return messages.remove();
    }

    void say(JsonObject said) throws IOException {
        send(TEXT, ByteBuffer.wrap(said.toString().getBytes(UTF_8)));
    }

    /** Closes the socket without a closing handshake, by FIN or by RST. Any thread. */
    synchronized void breakOff(boolean reset) {
        if (socket.isClosed()) {
            return;
        }
        try {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("closing a socket of our own", e);
        }
    }

    @Override
    public void payload(ByteBuffer in, int from, int to, long now) {
        message.write(in.array(), in.arrayOffset() + from, to - from);
    }

    @Override
    public void endMessage() {
        try (var reader = Json.createReader(new ByteArrayInputStream(message.toByteArray()))) {
            messages.add(reader.readObject());
        }
        message.reset();
    }

    @Override
    public void control(int opcode, ByteBuffer payload) {
        if (opcode == PING) {
            try {
                send(PONG, payload);
            } catch (IOException gone) {
                closeCode = -1;
            }
        } else if (opcode == CLOSE) {
            closeCode = payload.remaining() >= Short.BYTES ? payload.getShort() & 0xffff : -1;
        }
    }

    /** Clients must mask their frames. A mask of zeros changes nothing. */
    private void send(int opcode, ByteBuffer payload) throws IOException {
        int length = payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(length + 8).put((byte) (0x80 | opcode));
        if (length < 126) {
            frame.put((byte) (0x80 | length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) length);
        }
        frame.putInt(0).put(payload);
        socket.getOutputStream().write(frame.array(), 0, frame.position());
    }
}
