package io.tapewire.ingest;

import io.tapewire.compression.Encoding;
import io.tapewire.http.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks what a request's head says about its body. A body that would be published wrongly is refused before it is
 * read.
 */
final class BodyHead {
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]*)");
    private static final Set<String> CHARSETS = Set.of("utf-8", "utf8", "us-ascii", "ascii");

    private BodyHead() {}

    /** @throws Rejected if a body cannot be accepted; the message says what to send instead */
    static void require(HttpServletRequest request) {
        requireLength(request);
        requireWhole(request);
        requireType(typeOf(request));
        encoding(request);
    }

    /** @throws Rejected if a file cannot be accepted; its media type may be any */
    static void requireFile(HttpServletRequest request) {
        requireLength(request);
        requireWhole(request);
        requireNoForm(typeOf(request));
        encoding(request);
    }

    private static String typeOf(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Containers treat a request that states no length as one without a body and would answer as if it were empty.
     * HTTP/2 and later delimit bodies themselves.
     */
    private static void requireLength(HttpServletRequest request) {
        List<String> encodings = Collections.list(request.getHeaders("Transfer-Encoding"));
        boolean chunked = encodings.size() == 1
                && encodings.get(0).strip().equalsIgnoreCase("chunked")
                // HTTP/1.0 has no chunks: Payara reads none, WildFly does
                && !request.getProtocol().equals("HTTP/1.0");
        boolean counted = encodings.isEmpty() && request.getHeader("Content-Length") != null;
        if (!chunked && !counted && request.getProtocol().startsWith("HTTP/1.")) {
            throw new Rejected(
                    411,
                    "length_required",
                    "a body needs Content-Length or, from HTTP/1.1 on, Transfer-Encoding: chunked");
        }
    }

    /**
     * How the body is compressed; nothing if it is not.
     *
     * @throws Rejected if that cannot be undone
     */
    static Optional<Encoding> encoding(HttpServletRequest request) {
        List<String> names = Collections.list(request.getHeaders("Content-Encoding"));
        if (names.isEmpty() || (names.size() == 1 && names.get(0).equalsIgnoreCase("identity"))) {
            return Optional.empty();
        }
        String all = String.join(", ", names);
        return Optional.of(Encoding.of(all)
                .orElseThrow(() -> Rejected.encoding(
                        "Content-Encoding " + all + " is not supported: use " + Encoding.ACCEPTED + " or none",
                        Encoding.ACCEPTED)));
    }

    private static void requireWhole(HttpServletRequest request) {
        if (request.getHeader("Content-Range") != null) {
            throw new Rejected(
                    400, "unsupported_range", "Content-Range is not supported: each body is appended to the channel");
        }
    }

    private static void requireNoForm(String type) {
        if (type.startsWith("multipart/")) {
            throw new Rejected(
                    415,
                    "unsupported_type",
                    "a multipart form is not supported: send only the contents as the body,"
                            + " with curl by -T FILE or --data-binary @FILE instead of -F");
        }
    }

    private static void requireType(String type) {
        requireNoForm(type);
        Matcher charset = CHARSET.matcher(type);
        if (charset.find() && !CHARSETS.contains(charset.group(1))) {
            throw new Rejected(415, "unsupported_charset", "a body must be UTF-8, not " + charset.group(1));
        }
    }
}
