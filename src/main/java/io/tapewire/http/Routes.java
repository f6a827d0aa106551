package io.tapewire.http;

import io.tapewire.security.Methods;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The handlers by kind of target and method. {@code GET} also handles {@code HEAD}, and every target takes
 * {@code OPTIONS}. Filled first, then read by any thread.
 */
public final class Routes {
    private final Map<String, Map<String, Handler>> handlers = new HashMap<>();

    /** Handles one kind of request. */
    public interface Handler {
        void handle(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    /**
     * Adds a handler.
     *
     * @param kind as in {@link Target#kind}
     */
    public Routes on(String method, String kind, Handler handler) {
        handlers.computeIfAbsent(kind, first -> new HashMap<>()).put(method, handler);
        return this;
    }

    /**
     * Handles a request, or answers that its method is not allowed.
     *
     * @throws Rejected if there is no such kind of target
     */
    void serve(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, Handler> methods = handlers.get(target.kind());
        if (methods == null) {
            throw new Rejected(404, "not_found", "a channel has no " + target.kind());
        }
        if (Methods.of(methods.keySet()).admit(request, response)) {
            String method = request.getMethod();
            // containers send only the head of an answer to HEAD
            methods.get(method.equals("HEAD") ? "GET" : method).handle(target, request, response);
        }
    }
}
