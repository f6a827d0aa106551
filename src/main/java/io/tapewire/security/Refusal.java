package io.tapewire.security;

import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Utf8Encoder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Why a request is refused.
 *
 * @param status of the answer
 * @param code the reason in one word
 */
public record Refusal(int status, String code) {
    private static final String ATTRIBUTE = Refusal.class.getName();

    /** Answers {@code { "error": { "code", "message" } }}, and remembers for the gate that the request was refused. */
    public static void send(
            HttpServletRequest request, HttpServletResponse response, int status, String code, String message)
            throws IOException {
        send(request, response, status, code, message, Providers.JSON.createObjectBuilder());
    }

    /**
     * Answers with more fields, see {@link #send(HttpServletRequest, HttpServletResponse, int, String, String)}.
     *
     * @param more fields beside {@code error}
     */
    public static void send(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String code,
            String message,
            JsonObjectBuilder more)
            throws IOException {
        request.setAttribute(ATTRIBUTE, new Refusal(status, code));
        response.setStatus(status);
        response.setContentType("application/json;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        JsonObject json = Providers.JSON
                .createObjectBuilder()
                .add(
                        "error",
                        Providers.JSON.createObjectBuilder().add("code", code).add("message", message))
                .addAll(more)
                .build();
        byte[] body = Utf8Encoder.encode(json + "\n");
        // Undertow keeps the length of an answer that was reset, and would cut this one
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** How a request was refused, or {@code null} if it was not. */
    static Refusal of(HttpServletRequest request) {
        return (Refusal) request.getAttribute(ATTRIBUTE);
    }
}
