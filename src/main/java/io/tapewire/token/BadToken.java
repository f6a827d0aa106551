package io.tapewire.token;

/** A token that is not accepted. The message says why, for its sender; it never repeats anything of the token. */
public class BadToken extends Exception {
    private static final long serialVersionUID = 1;

    public BadToken(String message) {
        super(message);
    }
}
