package io.tapewire.security;

import io.tapewire.token.BadToken;

/** So many wrong tokens came from an address that this one was not looked at. */
public final class TooManyFailures extends BadToken {
    private static final long serialVersionUID = 1;

    TooManyFailures() {
        super("too many wrong tokens came from this address: wait a minute");
    }
}
