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
 * Sends frames over a WebSocket session: as text, or as binary messages with the same bytes if that was negotiated.
 *
 * <p>It passes on whatever the container throws, which is more than its API says: when the socket has just gone,
 * Tyrus throws a plain {@code RuntimeException} from a send.
 */
final class SessionOutlet implements Outlet {
    static final String BINARY = "tapewire.binary";

    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final boolean binary;
    private final Closers closers;

    /** @param closers closes the session on another thread, because a close can wait for the peer */
    SessionOutlet(Session session, Closers closers) {
        this.session = session;
        this.remote = session.getAsyncRemote();
        this.binary = BINARY.equals(session.getNegotiatedSubprotocol());
        this.closers = closers;
    }

    boolean isBinary() {
        return binary;
    }

    @Override
    public void send(Frame frame, Completion done) {
        // the container may call this inline and, on Payara, under its locks, so the completion must only note the
        // result
        SendHandler handler = result -> done.completed(result.isOK());
        if (binary) {
            // a new buffer for this session, because WildFly consumes it
            remote.sendBinary(frame.bytes(), handler);
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
