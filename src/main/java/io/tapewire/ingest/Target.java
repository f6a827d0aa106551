package io.tapewire.ingest;

import io.tapewire.channel.ChannelName;
import io.tapewire.protocol.BadEnvelope;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What a request's path names: all channels, a channel, or a channel's resource.
 *
 * @param channel a valid channel name, or {@code null} for all
 * @param resource {@code output}, {@code messages}, or {@code null} for the channel itself
 */
record Target(String channel, String resource) {
    static final String OUTPUT = "output";
    static final String MESSAGES = "messages";

    /** @throws BadEnvelope if the path names no valid channel */
    static Target of(HttpServletRequest request) {
        // as it was sent: a container folds slashes and dots before it calls the rest the path
        String all = request.getContextPath() + "/channels";
        if (!(request.getRequestURI() + "/").startsWith(all + "/")) {
            // the container got here by folding /./channels or /%63hannels: what follows would begin in the wrong place
            throw new BadEnvelope("bad_channel", "the address must begin with " + all + " as it is", null);
        }
        String path = request.getRequestURI().substring(all.length());
        if (path.isEmpty() || path.equals("/")) {
            return new Target(null, null);
        }
        String name = decode(path.substring(1));
        for (String resource : new String[] {OUTPUT, MESSAGES}) {
            if (name.endsWith("/" + resource)) {
                return new Target(require(name.substring(0, name.length() - resource.length() - 1)), resource);
            }
        }
        return new Target(require(name), null);
    }

    private static String decode(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            throw new BadEnvelope("bad_channel", "the address is not encoded as it should be", null);
        }
    }

    private static String require(String name) {
        try {
            return ChannelName.require(name);
        } catch (IllegalArgumentException bad) {
            throw new BadEnvelope("bad_channel", bad.getMessage(), null);
        }
    }
}
