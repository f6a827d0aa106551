package io.tapewire.channel;

import java.util.regex.Pattern;

/** The rule for channel names, as the wire contract states it. */
public final class ChannelName {
    private static final int MOST_CHARACTERS = 128;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9._-]+)*");
    private static final Pattern RESOURCE = Pattern.compile("(.*/)?(output|messages)");

    private ChannelName() {}

    /**
     * Returns the name itself.
     *
     * @throws IllegalArgumentException if it is no channel name, saying why
     */
    public static String require(String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("a channel must be named");
        }
        if (name.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a channel name has at most " + MOST_CHARACTERS + " characters");
        }
        if (!SHAPE.matcher(name).matches() || name.contains("..")) {
            throw new IllegalArgumentException("a channel name is made of A-Z a-z 0-9 . _ - /,"
                    + " begins with a letter or digit and has no empty segment and no \"..\"");
        }
        if (RESOURCE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a channel name does not end in \"output\" or \"messages\": these name its resources");
        }
        return name;
    }
}
