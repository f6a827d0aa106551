package io.tapewire.http;

import io.tapewire.channel.ChannelName;
import io.tapewire.protocol.BadEnvelope;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
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

    /** The kind of target that names one file: a new one by its name, or a published one by its id. */
    public static final String FILE = "file";

    /** The kind of target that names an unfinished file. */
    public static final String UPLOAD = "upload";

    private static final String RUNS = "runs";
    private static final String FILES = "files";
    private static final String UPLOADS = "uploads";

    private static final Set<String> CHANGING = Set.of("PUT", "POST", "DELETE", "PATCH");

    /** What each item of a resource is. */
    private static final Map<String, String> KINDS = Map.of(RUNS, RUN, FILES, FILE, UPLOADS, UPLOAD);

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
        // a channel may have a name like that of an item. But a channel itself can only be deleted, and an item cannot,
        // so
        // the method decides. Files come first: one may be named like a resource
        String method = request.getMethod();
        if (!method.equals("DELETE")) {
            String owner = ownerOf(name, slash, FILES);
            if (owner != null) {
                return new Target(require(owner), FILES, last);
            }
        }
        if (slash > 0 && ChannelName.RESOURCES.contains(last)) {
            return new Target(require(name.substring(0, slash)), last, null);
        }
        if (!CHANGING.contains(method)) {
            String owner = ownerOf(name, slash, RUNS);
            if (owner != null) {
                return new Target(require(owner), RUNS, last);
            }
        }
        if (!method.equals("DELETE")) {
            String owner = ownerOf(name, slash, UPLOADS);
            if (owner != null) {
                return new Target(require(owner), UPLOADS, last);
            }
        }
        return new Target(require(name), null, null);
    }

    /** What kind of target this is: all channels, a channel, one item, or else the resource's name. */
    String kind() {
        if (channel == null) {
            return ALL;
        }
        if (resource == null) {
            return CHANNEL;
        }
        return item == null ? resource : KINDS.get(resource);
    }

    /** Whether the bytes of one file are meant. They are sent as they are, so that their positions count. */
    boolean isFile() {
        return item != null && !resource.equals(RUNS);
    }

    /** The channel of an item of this resource, or {@code null} if the path names no such item. */
    private static String ownerOf(String path, int slash, String resource) {
        int end = slash - resource.length() - 1;
        return end > 0 && path.startsWith("/" + resource + "/", end) ? path.substring(0, end) : null;
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
