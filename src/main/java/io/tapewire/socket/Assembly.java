package io.tapewire.socket;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;

/**
 * Puts a message together from its parts, within bounds of our own.
 *
 * <p>Undertow's bound on whole messages can be passed by many reads (UNDERTOW-2770), and both containers inflate without
 * one. One thread.
 */
final class Assembly {
    private static final int MOST_PARTS = 4_096;

    private final long mostBytes;
    private final StringBuilder text = new StringBuilder(0);
    private int parts;

    Assembly(Limits limits) {
        this.mostBytes = limits.of(Limit.MESSAGE_BYTES);
    }

    /** Adds a part. Returns false if the message is larger, or in more parts, than allowed. */
    boolean add(String part) {
        // a character takes a byte at least
        if (text.length() + part.length() > mostBytes || ++parts > MOST_PARTS) {
            return false;
        }
        text.append(part);
        return true;
    }

    /** The whole message; the next part begins another one. */
    String take() {
        String whole = text.toString();
        text.setLength(0);
        text.trimToSize();
        parts = 0;
        return whole;
    }
}
