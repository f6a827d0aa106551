package io.tapewire.channel;

/** There are as many channels as allowed. */
public final class TooManyChannels extends RuntimeException {
    /** How this refusal is named on the wire. */
    public static final String CODE = "too_many_channels";

    private static final long serialVersionUID = 1;

    private final boolean ofOne;

    private TooManyChannels(String message) {
        this(message, false);
    }

    private TooManyChannels(String message, boolean ofOne) {
        super(message);
        this.ofOne = ofOne;
    }

    /** Whether only the one who has asked has too many, by publishing. */
    public boolean isOfOne() {
        return ofOne;
    }

    static TooManyChannels ofOne(long most) {
        return new TooManyChannels(
                "you have already made " + most + " channels, and no more are allowed to one publisher", true);
    }

    static TooManyChannels published(long most) {
        return new TooManyChannels("there are already " + most + " channels, and no more are allowed");
    }

    static TooManyChannels awaited(long most) {
        return new TooManyChannels(
                "connections already wait for " + most + " channels that do not exist, and no more are allowed");
    }

    static TooManyChannels awaitedByOne(long most) {
        return new TooManyChannels(
                "you already wait for " + most + " channels that do not exist, and no more are allowed");
    }
}
