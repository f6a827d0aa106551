package io.tapewire.load;

import java.nio.ByteBuffer;

/** Takes a server's WebSocket frames apart, cut anywhere, without copying what is in them. One thread. */
public final class FrameReader {
    private static final int FINAL = 0x80;
    private static final int CONTROL = 0x8;

    private final Listener listener;
    private final byte[] head = new byte[10];
    private int headBytes;
    private long left;
    private boolean inPayload;
    private final ByteBuffer control = ByteBuffer.allocate(125);

    /** Whoever wants to know what is in the frames. */
    public interface Listener {
        /** A stretch of a message. */
        void payload(ByteBuffer in, int from, int to, long now);

        void endMessage();

        /** A ping, pong or close. */
        void control(int opcode, ByteBuffer payload);
    }

    public FrameReader(Listener listener) {
        this.listener = listener;
    }

    /** Reads everything that is there. */
    public void read(ByteBuffer in, long now) {
        while (in.hasRemaining()) {
            if (!inPayload) {
                head[headBytes++] = in.get();
                if (headBytes < 2 || headBytes < headLength()) {
                    continue;
                }
                left = length();
                inPayload = true;
            }
            int stretch = (int) Math.min(left, in.remaining());
            take(in, stretch, now);
            left -= stretch;
            if (left == 0) {
                end();
            }
        }
    }

    private void take(ByteBuffer in, int stretch, long now) {
        int from = in.position();
        if (isControl()) {
            control.put(in.slice(from, stretch));
        } else if (stretch > 0) {
            listener.payload(in, from, from + stretch, now);
        }
        in.position(from + stretch);
    }

    private void end() {
        if (isControl()) {
            listener.control(head[0] & 0xf, control.flip());
            control.clear();
        } else if ((head[0] & FINAL) != 0) {
            listener.endMessage();
        }
        headBytes = 0;
        inPayload = false;
    }

    private boolean isControl() {
        return (head[0] & CONTROL) != 0;
    }

    private int headLength() {
        return switch (head[1]) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    private long length() {
        if (headBytes == 2) {
            return head[1];
        }
        long length = 0;
        for (int i = 2; i < headBytes; i++) {
            length = (length << 8) | (head[i] & 0xff);
        }
        return length;
    }
}
