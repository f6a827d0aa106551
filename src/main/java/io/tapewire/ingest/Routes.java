package io.tapewire.ingest;

import io.tapewire.security.Methods;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The table of what is done, by what an address names and by method. {@code HEAD} comes with {@code GET}, and {@code OPTIONS}
 * with everything. Filled first, then read by any thread.
 */
final class Routes {
    private final Map<String, Map<String, Handler>> handlers = new HashMap<>();

    /** Does what one kind of request asks for. */
    interface Handler {
        void handle(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    /** @param kind as in {@link Target#kind} */
    Routes on(String method, String kind, Handler handler) {
        handlers.computeIfAbsent(kind, first -> new HashMap<>()).put(method, handler);
        return this;
    }

    /**
     * Has a request handled, or answers that its method is not taken.
     *
     * @throws Rejected if there is nothing of that kind
     */
    void serve(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, Handler> methods = handlers.get(target.kind());
        if (methods == null) {
            throw new Rejected(404, "not_found", "a channel has nothing that is called " + target.kind());
        }
        if (Methods.of(methods.keySet()).admit(request, response)) {
            String method = request.getMethod();
            // of an answer to HEAD the containers send the head alone
            methods.get(method.equals("HEAD") ? "GET" : method).handle(target, request, response);
        }
    }
}
