package io.tapewire.security;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An origin, as browsers name it: scheme, host and port. A value to compare.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case, an IPv6 address in brackets
 * @param port the port, also if it is the scheme's own
 */
record Origin(String scheme, String host, int port) {
    private static final Pattern SHAPE =
            Pattern.compile("(https?)://(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** Nothing if it has another shape; {@code null} and opaque origins have none. */
    static Optional<Origin> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? Optional.of(of(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    private static Origin of(String scheme, String host, String port) {
        int usual = scheme.equals("https") ? HTTPS : HTTP;
        return new Origin(scheme, host.toLowerCase(Locale.ROOT), port == null ? usual : Integer.parseInt(port));
    }

    @Override
    public String toString() {
        boolean usual = port == (scheme.equals("https") ? HTTPS : HTTP);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
