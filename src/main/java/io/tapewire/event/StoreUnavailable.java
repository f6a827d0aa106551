package io.tapewire.event;

/** What was fired has not been stored, because the store that several servers share did not answer for too long. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreUnavailable() {
        super("the store that the servers share does not answer");
    }

    /** Nothing can be stored, because this server does not understand what is in the store. */
    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
