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
    private final Limits limits;
    private final StringBuilder text = new StringBuilder(0);
    private int parts;

    Assembly(Limits limits) {
        this.limits = limits;
    }

    /** Adds a part. Returns false if the message is larger, or in more parts, than allowed. */
    boolean add(String part) {
        // a character takes at least one byte
        if (isAbove(Limit.MESSAGE_BYTES, (long) text.length() + part.length())
                || isAbove(Limit.MESSAGE_PARTS, ++parts)) {
            return false;
        }
        text.append(part);
        return true;
    }

    private boolean isAbove(Limit limit, long value) {
        boolean above = value > limits.of(limit);
        if (above) {
            limits.refused(limit);
        }
        return above;
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
