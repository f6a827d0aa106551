package io.tapewire.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Configuration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;

/** The page that asks who somebody is: by signing in, if that is configured, or by a token. Any thread. */
@ApplicationScoped
public class AskPage {
    private final boolean signsIn;

    @Inject
    AskPage(Configuration configuration) {
        this(configuration.oidc().isPresent());
    }

    AskPage(boolean signsIn) {
        this.signsIn = signsIn;
    }

    /** Only for the container's proxy. */
    protected AskPage() {
        this(false);
    }

    /**
     * Answers with it.
     *
     * @param said what is wrong, as a sentence, or empty
     * @param to where to go once that is known
     */
    public void send(
            HttpServletRequest request, HttpServletResponse response, int status, String said, ReturnAddress to)
            throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        SafeHeaders.ofPage(response);
        // what comes from a request is put in last, so that nothing in it is taken for a place to fill
        String html = part("ask.html")
                .replace("{{ways}}", part(signsIn ? "ask-sign-in.html" : "ask-token.html"))
                .replace("{{token}}", part("ask-token.html"))
                .replace("{{root}}", escape(request.getContextPath()) + "/")
                .replace("{{encoded-to}}", URLEncoder.encode(to.text(), UTF_8))
                .replace("{{said}}", escape(said))
                .replace("{{to}}", escape(to.in(request)));
        response.getOutputStream().write(html.getBytes(UTF_8));
    }

    private static String part(String name) throws IOException {
        try (InputStream in = AskPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
