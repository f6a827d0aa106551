package io.tapewire.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.security.Refusal;
import io.tapewire.security.SafeHeaders;
import io.tapewire.security.UnwantedBody;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Answers where the server would show an error page of its own. Programs get JSON, as from everything else that they
 * can ask. The WAR's web.xml names it; an application that has only the jar keeps its own error pages.
 */
public class ErrorPage extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** Addresses that programs use, below the application's root. */
    private static final Pattern FOR_PROGRAMS = Pattern.compile("/(?:ws|channels(?:/.*)?|tapewire/.*)");

    /**
     * What is said about a status.
     *
     * @param code for programs
     * @param title of the page
     * @param words a sentence or two
     */
    private record Said(String code, String title, String words) {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (UnwantedBody.isIn(request)) {
            // Undertow has forgotten what was said before the error
            UnwantedBody.endConnection(request, response);
        }
        // who asks for this address itself has met no error
        Object told = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = told instanceof Integer number ? number : HttpServletResponse.SC_NOT_FOUND;
        Said said = said(status);
        String failed = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), "");
        String root = getServletContext().getContextPath();
        if (failed.startsWith(root)
                && FOR_PROGRAMS.matcher(failed.substring(root.length())).matches()) {
            Refusal.send(request, response, status, said.code(), said.words());
            return;
        }
        byte[] html = template()
                .replace("{{root}}", root + "/")
                .replace("{{title}}", said.title())
                .replace("{{words}}", said.words())
                .getBytes(UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        SafeHeaders.ofPage(response);
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }

    private static Said said(int status) {
        return switch (status) {
            case HttpServletResponse.SC_NOT_FOUND ->
                new Said("not_found", "Not found", "There is nothing at this address.");
            case HttpServletResponse.SC_FORBIDDEN ->
                new Said(
                        "forbidden",
                        "Not allowed",
                        "You may not see what is at this address. Ask for a token that may.");
            default ->
                new Said(
                        "internal_error",
                        "Something went wrong",
                        "The server could not answer. Its log says why; to try again may help.");
        };
    }

    private static String template() throws IOException {
        try (InputStream in = ErrorPage.class.getResourceAsStream("error.html")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
