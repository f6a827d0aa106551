package io.tapewire.channel;

/** There are as many channels as may be. */
public final class TooManyChannels extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyChannels(long most) {
        super("there are " + most + " channels already, as many as may be");
    }
}
