package io.tapewire.security;

import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Utf8Encoder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An answer that says why a request is refused: {@code { "error": { "code", "message" } }}. */
public final class Refusal {
    private Refusal() {}

    public static void send(HttpServletResponse response, int status, String code, String message) throws IOException {
        send(response, status, code, message, Providers.JSON.createObjectBuilder());
    }

    /**
     * Sends it with more fields.
     *
     * @param more fields beside {@code error}
     */
    public static void send(
            HttpServletResponse response, int status, String code, String message, JsonObjectBuilder more)
            throws IOException {
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
}
