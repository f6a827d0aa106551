package io.tapewire.channel;

import io.tapewire.log.Frame;

/**
 * Something that a client gets besides its channels, such as a file, in frames of its own. These frames and output take
 * turns, so neither waits for more than one frame of the other.
 */
public interface Transfer {
    /**
     * The next frame, or {@code null} if there is none now. It is asked again after each frame, and after {@link
     * Subscriber#send}. Called by the connection's sender alone; must not wait for anything.
     */
    Frame next();
}
