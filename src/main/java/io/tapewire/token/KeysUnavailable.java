package io.tapewire.token;

/** A token cannot be checked now, because the key set cannot be read. The token may be good. */
public final class KeysUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public KeysUnavailable(Throwable cause) {
        super("tokens cannot be checked now: their key set cannot be read", cause);
    }
}
