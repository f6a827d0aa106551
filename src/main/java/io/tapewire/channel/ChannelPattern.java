package io.tapewire.channel;

/**
 * A channel's name, or a pattern of names, as the wire contract states it: {@code *} stands for exactly one segment, a
 * last {@code **} for one or more, and nothing else is special. Immutable.
 */
public final class ChannelPattern {
    /** Matches every channel. */
    public static final ChannelPattern ALL = of("**");

    private static final String ONE = "*";
    private static final String REST = "**";

    private final String text;
    /** Without a last {@code **}. */
    private final String[] segments;

    private final boolean open;

    private ChannelPattern(String text, String[] segments, boolean open) {
        this.text = text;
        this.segments = segments;
        this.open = open;
    }

    /** Whether a text is meant as a pattern, not as the name of one channel. It may be a wrong one. */
    public static boolean isPattern(String text) {
        return text != null && text.indexOf('*') >= 0;
    }

    /**
     * The channel with this name, or the channels of this pattern.
     *
     * @throws IllegalArgumentException if it is neither a channel's name nor a pattern; the message says why
     */
    public static ChannelPattern of(String text) {
        if (text == null) {
            throw new IllegalArgumentException("a pattern must be a text");
        }
        String[] all = text.split("/", -1);
        boolean open = all[all.length - 1].equals(REST);
        String[] segments = new String[open ? all.length - 1 : all.length];
        StringBuilder example = new StringBuilder(text.length());
        for (int i = 0; i < all.length; i++) {
            boolean special = all[i].equals(ONE) || (open && i == all.length - 1);
            if (!special && isPattern(all[i])) {
                throw new IllegalArgumentException(
                        "in a pattern * is a whole segment, and ** is the whole last segment");
            }
            example.append(i == 0 ? "" : "/").append(special ? "x" : all[i]);
            if (i < segments.length) {
                // the very same text, so that it can be recognized quickly
                segments[i] = special ? ONE : all[i];
            }
        }
        ChannelName.require(example.toString());
        return new ChannelPattern(text, segments, open);
    }

    /** Whether a channel with this name is one of those. The name must be a valid one. */
    public boolean matches(String channel) {
        int from = 0;
        for (int i = 0; i < segments.length; i++) {
            int slash = channel.indexOf('/', from);
            int to = slash < 0 ? channel.length() : slash;
            if (!isAny(i) && !(segments[i].length() == to - from && channel.startsWith(segments[i], from))) {
                return false;
            }
            if (slash < 0) {
                return !open && i == segments.length - 1;
            }
            from = to + 1;
        }
        // the name has at least one more segment
        return open;
    }

    /** Whether there can be a channel that both match. */
    public boolean meets(ChannelPattern other) {
        for (int i = 0; i < Math.min(segments.length, other.segments.length); i++) {
            if (!isAny(i) && !other.isAny(i) && !segments[i].equals(other.segments[i])) {
                return false;
            }
        }
        return least() <= other.most() && other.least() <= most();
    }

    private boolean isAny(int segment) {
        return segments[segment].equals(ONE);
    }

    private int least() {
        return open ? segments.length + 1 : segments.length;
    }

    private int most() {
        return open ? Integer.MAX_VALUE : segments.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
