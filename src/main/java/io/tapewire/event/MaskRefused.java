package io.tapewire.event;

/** Values cannot be masked. None of those that were given together is registered. No message contains a value. */
public final class MaskRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** A value is too short or too long. */
        LENGTH,
        /** There are as many values as allowed, or as many bytes of them. */
        FULL,
        /** The publisher has registered as many as one may have. */
        SHARE
    }

    private final Reason reason;

    public MaskRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
