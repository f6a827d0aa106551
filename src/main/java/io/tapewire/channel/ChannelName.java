package io.tapewire.channel;

import java.util.Set;
import java.util.regex.Pattern;

/** The rule for channel names, as the wire contract states it. */
public final class ChannelName {
    /** The last segments of addresses that name a resource of a channel. Some are reserved and do not exist yet. */
    public static final Set<String> RESOURCES =
            Set.of("output", "messages", "records", "search", "runs", "tasks", "files");

    /** The channel with the server's own log. */
    public static final String SERVER_LOG = "server";

    /** The channel with the audit, which is for administrators alone. */
    public static final String AUDIT = "audit";

    /** The server's own channels. A token's pattern does not grant them. */
    public static final Set<String> OF_SERVER = Set.of(SERVER_LOG, AUDIT);

    private static final int MOST_CHARACTERS = 128;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9._-]+)*");
    private static final Set<String> DOTS = Set.of(".", "..");

    private ChannelName() {}

    /**
     * Returns the name itself.
     *
     * @throws IllegalArgumentException if it is not a channel name; the message says why
     */
    public static String require(String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("a channel must be named");
        }
        if (name.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a channel name has at most " + MOST_CHARACTERS + " characters");
        }
        if (!SHAPE.matcher(name).matches()) {
            throw new IllegalArgumentException("a channel name is made of A-Z a-z 0-9 . _ - /,"
                    + " begins with a letter or digit and has no empty segment");
        }
        String[] segments = name.split("/", -1);
        for (String segment : segments) {
            // clients, proxies and servers resolve these in different ways
            if (DOTS.contains(segment)) {
                throw new IllegalArgumentException("a channel name has no segment \".\" or \"..\"");
            }
        }
        String last = segments[segments.length - 1];
        if (RESOURCES.contains(last)) {
            throw new IllegalArgumentException(
                    "a channel name does not end in \"" + last + "\": that names a resource of a channel");
        }
        return name;
    }
}
