package io.tapewire.socket;

import io.tapewire.channel.Outlet;
import io.tapewire.log.Frame;
import io.tapewire.protocol.CloseCode;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Sends frames over a WebSocket session: as text, or as binary messages if that was negotiated, with the same bytes or
 * compressed.
 *
 * <p>It passes on whatever the container throws, which is more than its API says: when the socket has just gone,
 * Tyrus throws a plain {@code RuntimeException} from a send.
 */
final class SessionOutlet implements Outlet {
    static final String BINARY = "tapewire.binary";
    static final String DEFLATE = "tapewire.deflate";

    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final boolean binary;
    private final boolean deflates;
    private final FrameDeflater deflater;
    private final Closers closers;

    /**
     * @param deflater compresses frames if that was negotiated
     * @param closers closes the session on another thread, because a close can wait for the peer
     */
    SessionOutlet(Session session, FrameDeflater deflater, Closers closers) {
        this.session = session;
        this.remote = session.getAsyncRemote();
        this.deflates = DEFLATE.equals(session.getNegotiatedSubprotocol());
        this.binary = deflates || BINARY.equals(session.getNegotiatedSubprotocol());
        this.deflater = deflater;
        this.closers = closers;
    }

    boolean isBinary() {
        return binary;
    }

    @Override
    public int bytesOf(Frame frame) {
        return deflates ? bytes(frame).remaining() : frame.size();
    }

    /** A new buffer for this session, because WildFly consumes it. */
    private ByteBuffer bytes(Frame frame) {
        return deflates ? frame.compact(deflater::deflate) : frame.bytes();
    }

    @Override
    public void send(Frame frame, Completion done) {
        // the container may call this inline and, on Payara, under its locks, so the completion must only note the
        // result
        SendHandler handler = result -> done.completed(result.isOK());
        if (binary) {
            remote.sendBinary(bytes(frame), handler);
        } else {
            remote.sendText(frame.text(), handler);
        }
    }

    @Override
    public void ping() throws IOException {
        remote.sendPing(ByteBuffer.allocate(0));
    }

    @Override
    public void close(CloseCode code, String reason) {
        closers.close(session, new CloseReason(CloseReason.CloseCodes.getCloseCode(code.number()), reason));
    }
}
