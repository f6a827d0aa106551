package io.tapewire.http;

import io.tapewire.access.Access;
import io.tapewire.access.Caller;
import io.tapewire.access.Permission;
import io.tapewire.security.Methods;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The handlers by kind of target and method. {@code GET} also handles {@code HEAD}, and every target takes
 * {@code OPTIONS}. Filled first, then read by any thread.
 *
 * <p>No request for a channel reaches its handler without the permission that its method needs, so a handler cannot
 * forget to ask. Only a handler for all channels has to leave out those that its caller may not see.
 */
public final class Routes {
    private static final Map<String, Permission> NEEDED = Map.of(
            "GET", Permission.SUBSCRIBE,
            "HEAD", Permission.SUBSCRIBE,
            "PUT", Permission.PUBLISH,
            "POST", Permission.PUBLISH,
            "PATCH", Permission.PUBLISH,
            "DELETE", Permission.MANAGE);

    private final Map<String, Map<String, Route>> routes = new HashMap<>();
    private final Access access;

    /** @param access decides who may do what */
    public Routes(Access access) {
        this.access = access;
    }

    private record Route(Permission needed, Handler handler) {}

    /** Handles one kind of request. */
    public interface Handler {
        void handle(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    /**
     * Adds a handler.
     *
     * @param method one that says which permission it needs: {@code GET}, {@code PUT}, {@code POST}, {@code PATCH} or
     *     {@code DELETE}
     * @param kind as in {@link Target#kind}
     */
    public Routes on(String method, String kind, Handler handler) {
        if (!NEEDED.containsKey(method) || method.equals("HEAD")) {
            throw new IllegalArgumentException("nothing says which permission " + method + " needs");
        }
        return on(method, kind, NEEDED.get(method), handler);
    }

    /**
     * Adds a handler that needs another permission than its method says.
     *
     * @param kind as in {@link Target#kind}
     */
    public Routes on(String method, String kind, Permission needed, Handler handler) {
        routes.computeIfAbsent(kind, first -> new HashMap<>()).put(method, new Route(needed, handler));
        return this;
    }

    /**
     * Handles a request, or answers that its method is not allowed.
     *
     * @throws Rejected if there is no such kind of target
     * @throws io.tapewire.access.Forbidden if the caller may not do that, whether the channel exists or not
     */
    void serve(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, Route> methods = routes.get(target.kind());
        if (methods == null) {
            throw new Rejected(404, "not_found", "a channel has no " + target.kind());
        }
        if (Methods.of(methods.keySet()).admit(request, response)) {
            String method = request.getMethod();
            // containers send only the head of an answer to HEAD
            Route route =
                    method.equals("HEAD") && !methods.containsKey(method) ? methods.get("GET") : methods.get(method);
            if (target.channel() != null) {
                access.require(Caller.of(request.getUserPrincipal()), route.needed(), target.channel());
            }
            route.handler().handle(target, request, response);
        }
    }
}
