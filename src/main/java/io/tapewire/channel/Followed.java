package io.tapewire.channel;

/** A pattern that a connection follows. Used by the connection's sender alone. */
final class Followed {
    private final ChannelPattern pattern;
    private final int window;
    private boolean told;

    Followed(Following wish) {
        this.pattern = wish.pattern();
        this.window = wish.window();
    }

    ChannelPattern pattern() {
        return pattern;
    }

    boolean matches(String channel) {
        return pattern.matches(channel);
    }

    /** How a channel is subscribed to that comes from its start. */
    Subscription wish(String channel) {
        return new Subscription(channel, null, 0, window, null, pattern);
    }

    /** There is room for its channels again. */
    void hasRoom() {
        told = false;
    }

    /** There is no room for a channel. Returns whether the client has yet to be told. */
    boolean lacksRoom() {
        boolean first = !told;
        told = true;
        return first;
    }
}
