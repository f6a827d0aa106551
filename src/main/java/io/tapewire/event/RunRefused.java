package io.tapewire.event;

/**
 * A run cannot be started, continued or ended like this, because it contradicts what is known about the run with that
 * name.
 */
public final class RunRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** There is no run of that name in the channel. */
        UNKNOWN,
        /** The name belongs to a run that was declared in another way, or has ended in another way. */
        OTHER
    }

    private final Reason reason;

    public RunRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
