package io.tapewire.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that an answer has before its handler begins: those that filters have set, an application's among them. Immutable. */
final class Headers {
    private final Map<String, Collection<String>> values = new LinkedHashMap<>();

    private Headers() {}

    static Headers of(HttpServletResponse response) {
        Headers headers = new Headers();
        response.getHeaderNames().forEach(name -> headers.values.put(name, new ArrayList<>(response.getHeaders(name))));
        return headers;
    }

    /** Discards what a handler has begun, and leaves these headers. */
    void reset(HttpServletResponse response) {
        response.reset();
        values.forEach((name, each) -> each.forEach(value -> response.addHeader(name, value)));
    }
}
