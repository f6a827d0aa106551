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
 * Sends frames over a WebSocket session: as text, or the same bytes as binary where that was negotiated.
 *
 * <p>Lets through what the container throws, which is not what its API says: when the socket has just gone, Tyrus throws a plain
 * {@code RuntimeException} from a send.
 */
final class SessionOutlet implements Outlet {
    static final String BINARY = "tapewire.binary";

    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final boolean binary;
    private final Closers closers;

    /** @param closers where a session is closed: that can wait for the peer */
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
        // may be called by the container inline and, on Payara, under its locks: the completion only takes note
        SendHandler handler = result -> done.completed(result.isOK());
        if (binary) {
            // a buffer of this session's own: WildFly consumes it
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
