package io.tapewire.socket;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;

/**
 * Joins the parts of a message, within its own bounds.
 *
 * <p>Undertow's bound on whole messages can be exceeded by many reads (UNDERTOW-2770), and both containers inflate
 * without a bound. One thread.
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
        // a character takes at least one byte
        if (text.length() + part.length() > mostBytes || ++parts > MOST_PARTS) {
            return false;
        }
        text.append(part);
        return true;
    }

    /** Returns the whole message; the next part begins a new one. */
    String take() {
        String whole = text.toString();
        text.setLength(0);
        text.trimToSize();
        parts = 0;
        return whole;
    }
}
