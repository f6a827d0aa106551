package io.tapewire.channel;

import io.tapewire.fault.FaultLog;
import io.tapewire.log.Frame;
import io.tapewire.protocol.CloseCode;
import java.lang.System.Logger;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An outlet as its subscriber uses it. Whatever is thrown here means that the connection is gone.
 *
 * <p>Any thread may close it; only the sender calls the rest.
 */
final class Connection {
    private static final Logger LOG = System.getLogger(Connection.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(Connection.class);

    private final Outlet outlet;
    private final AtomicBoolean closed = new AtomicBoolean();

    Connection(Outlet outlet) {
        this.outlet = outlet;
    }

    /** How many bytes a frame has on this connection. */
    int bytesOf(Frame frame) {
        return outlet.bytesOf(frame);
    }

    /** Sends a frame. Returns false if the connection is gone. */
    boolean send(Frame frame, Outlet.Completion done) {
        try {
            outlet.send(frame, done);
            return true;
        } catch (Throwable thrown) {
            return gone("A frame can't be sent", thrown);
        }
    }

    /** Sends a ping. Returns false if the connection is gone. */
    boolean ping() {
        try {
            outlet.ping();
            return true;
        } catch (Throwable thrown) {
            return gone("A ping can't be sent", thrown);
        }
    }

    /** Closes it. Returns false if it was closed before. */
    boolean close(CloseCode code, String reason) {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        try {
            outlet.close(code, reason);
        } catch (Throwable thrown) {
            gone("A connection can't be closed", thrown);
        }
        return true;
    }

    private static boolean gone(String what, Throwable thrown) {
        if (thrown instanceof Error) {
            // no memory or a missing class: the viewer did not cause that
            FAULTS.report(what, thrown);
        } else {
            LOG.log(Logger.Level.DEBUG, () -> what + ", the connection is gone: " + thrown);
        }
        return false;
    }
}
