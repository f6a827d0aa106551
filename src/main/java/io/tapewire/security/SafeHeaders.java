package io.tapewire.security;

import jakarta.servlet.http.HttpServletResponse;

/** Headers that tell browsers what an answer must not be used for. */
public final class SafeHeaders {
    /**
     * What the page and its files need. xterm.js makes style sheets with the sizes and colours of its terminal, so styles
     * may stand in the page; scripts may not. The page's icon, which shows its state, is a {@code data:} address.
     */
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'self'";

    /** An answer of data is no page, whatever stands in it. */
    private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

    private SafeHeaders() {}

    /** For the page and its files; a worker takes its policy from its own file. */
    public static void ofPage(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", PAGE_POLICY);
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        // with "no-referrer" browsers would send the origin "null" with a form
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    /** For everything else. */
    static void ofData(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", DATA_POLICY);
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}
