package io.tapewire.channel;

import io.tapewire.log.Frame;
import io.tapewire.protocol.CloseCode;

/** The way out to one viewer: the seam between channels and connections. */
public interface Outlet {
    /**
     * Sends a frame without blocking. Never called while another frame is under way.
     *
     * @param done is told once, on any thread, even before this method returns: true if the frame is on its way and there
     *     is room for another, false if the connection is lost
     */
    void send(Frame frame, Completion done);

    /** Asks the viewer for a sign of life, without blocking. Never called while a frame is under way. */
    void ping();

    /** Ends the connection, without blocking; what is under way may be lost. */
    void close(CloseCode code, String reason);

    /** Hears what became of a frame. */
    @FunctionalInterface
    interface Completion {
        void completed(boolean sent);
    }
}
