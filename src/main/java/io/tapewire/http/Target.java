package io.tapewire.http;

import io.tapewire.channel.ChannelName;
import io.tapewire.protocol.BadEnvelope;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * What a request's path names: all channels, a channel, or a resource of a channel.
 *
 * @param channel a valid channel name, or {@code null} for all
 * @param resource one of {@link ChannelName#RESOURCES}, or {@code null} for the channel itself
 * @param item the name of one item of the resource, or {@code null} for all of them
 */
public record Target(String channel, String resource, String item) {
    /** The kind of target that names all channels. */
    public static final String ALL = "channels";

    /** The kind of target that names a channel. */
    public static final String CHANNEL = "channel";

    /** The kind of target that names one run. */
    public static final String RUN = "run";

    private static final String RUNS = "runs";

    private static final Set<String> CHANGING = Set.of("PUT", "POST", "DELETE", "PATCH");

    /**
     * What a request names.
     *
     * @throws BadEnvelope if the path names no valid channel
     */
    static Target of(HttpServletRequest request) {
        // the address as it was sent: in getPathInfo the container has already resolved slashes and dots
        String all = request.getContextPath() + "/channels";
        if (!(request.getRequestURI() + "/").startsWith(all + "/")) {
            // sent as /./channels or /%63hannels, which the container has resolved: the rest would begin in the wrong
            // place
            throw bad("the address must begin with " + all + ", without escapes or dots");
        }
        String path = request.getRequestURI().substring(all.length());
        if (path.isEmpty() || path.equals("/")) {
            return new Target(null, null, null);
        }
        String name = decode(path.substring(1));
        int slash = name.lastIndexOf('/');
        String last = name.substring(slash + 1);
        if (slash > 0 && ChannelName.RESOURCES.contains(last)) {
            return new Target(require(name.substring(0, slash)), last, null);
        }
        // a channel may have such a name, too. But a channel itself cannot be read and a run can only be read, so the
        // method decides
        int runs = slash - RUNS.length() - 1;
        if (runs > 0 && name.startsWith("/" + RUNS, runs) && !CHANGING.contains(request.getMethod())) {
            return new Target(require(name.substring(0, runs)), RUNS, last);
        }
        return new Target(require(name), null, null);
    }

    /** What kind of target this is: all channels, a channel, one run, or else the resource's name. */
    String kind() {
        if (channel == null) {
            return ALL;
        }
        if (resource == null) {
            return CHANNEL;
        }
        return item == null ? resource : RUN;
    }

    private static String decode(String path) {
        if (path.toLowerCase(Locale.ROOT).contains("%2f")) {
            // by RFC 3986 it does not separate segments, and proxies differ: they pass it on, decode it or refuse it
            throw bad("write the slashes of a channel's name in an address as /, not as %2F");
        }
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            throw bad("the address has an invalid percent-encoding");
        }
    }

    private static String require(String name) {
        try {
            return ChannelName.require(name);
        } catch (IllegalArgumentException bad) {
            throw bad(bad.getMessage());
        }
    }

    private static BadEnvelope bad(String message) {
        return new BadEnvelope("bad_channel", message, null);
    }
}
