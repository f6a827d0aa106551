package io.tapewire.http;

import io.tapewire.protocol.Utf8Encoder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An answer that is one JSON object. */
public final class JsonAnswer {
    private JsonAnswer() {}

    public static void send(HttpServletResponse response, JsonObjectBuilder json) throws IOException {
        response.setContentType("application/json;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(Utf8Encoder.encode(json.build() + "\n"));
    }
}
