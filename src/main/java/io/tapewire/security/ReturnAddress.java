package io.tapewire.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of the page that somebody wanted to see, to come back to after signing in. It is always one of this
 * application: it is built from known parts, because an address as sent could begin with two slashes, which would name
 * another host.
 *
 * @param path below the application's root: {@code /}, or the page's own name
 * @param query empty, or beginning with {@code ?}; it has no token
 */
public record ReturnAddress(String path, String query) {
    private static final String ROOT = "/";
    private static final int MOST_CHARACTERS = 2_000;
    private static final Pattern SHAPE =
            Pattern.compile("(" + ROOT + "|" + PageGate.PAGE + ")(\\?[\\x21-\\x7e&&[^\"'<>\\\\#]]*)?");

    /** The page without a channel. */
    public static final ReturnAddress PLAIN = new ReturnAddress(ROOT, "");

    /** The address of a request for the page. */
    static ReturnAddress of(HttpServletRequest request) {
        String path = request.getRequestURI().endsWith(PageGate.PAGE) ? PageGate.PAGE : ROOT;
        return parse(path + Query.of(request).without("token"));
    }

    /** What {@link #text} has given. Anything else is the page without a channel. */
    public static ReturnAddress parse(String text) {
        Matcher matcher = SHAPE.matcher(text == null || text.length() > MOST_CHARACTERS ? "" : text);
        if (!matcher.matches()) {
            return PLAIN;
        }
        String query = matcher.group(2) == null ? "" : matcher.group(2).substring(1);
        return new ReturnAddress(matcher.group(1), new Query(query).without("token"));
    }

    public String text() {
        return path + query;
    }

    /** The address on this host. */
    public String in(HttpServletRequest request) {
        return request.getContextPath() + text();
    }
}
