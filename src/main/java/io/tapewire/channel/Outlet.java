package io.tapewire.channel;

import io.tapewire.log.Frame;
import io.tapewire.protocol.CloseCode;
import java.io.IOException;

/**
 * The way out to one viewer: the seam between channels and connections.
 *
 * <p>Whatever is thrown from here means that the connection is gone: it is sent nothing more, and closed.
 */
public interface Outlet {
    /**
     * Sends a frame without blocking. Never called while another frame is under way.
     *
     * @param done is told on any thread, even before this method returns or throws: true if the frame is on its way and
     *     there is room for another, false if the connection is lost. What it is told again changes nothing.
     */
    void send(Frame frame, Completion done);

    /** Asks the viewer for a sign of life, without blocking. Never called while a frame is under way. */
    void ping() throws IOException;

    /** Ends the connection, without blocking; what is under way may be lost. Called once at most, by any thread. */
    void close(CloseCode code, String reason);

    /** Hears what became of a frame. */
    @FunctionalInterface
    interface Completion {
        void completed(boolean sent);
    }
}
