package io.tapewire.security;

import jakarta.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An answer that says why not: {@code { "error": { "code", "message" } }}. */
public final class Refusal {
    private Refusal() {}

    public static void send(HttpServletResponse response, int status, String code, String message) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        String json = Json.createObjectBuilder()
                .add("error", Json.createObjectBuilder().add("code", code).add("message", message))
                .build()
                .toString();
        response.getOutputStream().write((json + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
