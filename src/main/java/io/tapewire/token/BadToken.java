package io.tapewire.token;

import io.tapewire.access.Caller;

/** A token that is not accepted. The message says why, for its sender; it never repeats anything of the token. */
public class BadToken extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Caller caller;

    public BadToken(String message) {
        this(message, null);
    }

    /** @param caller whose token it is, if that is certain; otherwise {@code null} */
    public BadToken(String message, Caller caller) {
        super(message);
        this.caller = caller;
    }

    /** Whose token it is, if that is certain; otherwise {@code null}. */
    public Caller caller() {
        return caller;
    }
}
