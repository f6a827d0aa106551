package io.tapewire.channel;

import io.tapewire.log.Frame;
import io.tapewire.protocol.CloseCode;
import java.io.IOException;

/**
 * Sends to one viewer. It separates channels from connections.
 *
 * <p>Whatever is thrown from here means that the connection is gone: nothing more is sent to it, and it is closed.
 */
public interface Outlet {
    /** How many bytes {@link #send} queues for a frame: fewer than it has if it is compressed. */
    default int bytesOf(Frame frame) {
        return frame.size();
    }

    /**
     * Sends a frame without blocking. Never called while another frame is in flight.
     *
     * @param done called on any thread, even before this method returns or throws: true if the frame is sent and
     *     there is room for another, false if the connection is lost. Only the first call counts.
     */
    void send(Frame frame, Completion done);

    /** Sends a ping to the viewer without blocking. Never called while a frame is in flight. */
    void ping() throws IOException;

    /** Ends the connection without blocking; a frame in flight may be lost. Called at most once, by any thread. */
    void close(CloseCode code, String reason);

    /** Receives the result of a send. */
    @FunctionalInterface
    interface Completion {
        void completed(boolean sent);
    }
}
