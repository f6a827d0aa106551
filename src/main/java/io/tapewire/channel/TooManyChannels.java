package io.tapewire.channel;

/** There are as many channels as allowed. */
public final class TooManyChannels extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyChannels(long most) {
        super("there are already " + most + " channels, and no more are allowed");
    }
}
