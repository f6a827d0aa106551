package io.tapewire.access;

import io.tapewire.channel.Permitted;

/** Somebody wants to do what they may not. It says the same whether the channel exists or not. */
public final class Forbidden extends RuntimeException {
    /** How this refusal is named on the wire. */
    public static final String CODE = Permitted.FORBIDDEN;

    private static final long serialVersionUID = 1;

    Forbidden(Permission permission, String channel) {
        super("you may not " + permission.verb() + " " + channel);
    }
}
