package io.tapewire.socket;

import io.tapewire.access.Caller;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A container's session that fails in what a test says; all else it answers as an open one. Any thread. */
final class FakeSession {
    final List<Integer> closes = new CopyOnWriteArrayList<>();
    private final Map<String, Throwable> failures = new HashMap<>();
    private volatile boolean open = true;
    private Principal principal = Visitors.at(Caller.ADMINISTRATOR);

    /** From now on a method throws this. */
    FakeSession failing(String method, Throwable failure) {
        failures.put(method, failure);
        return this;
    }

    FakeSession of(Principal somebody) {
        principal = somebody;
        return this;
    }

    FakeSession gone() {
        open = false;
        return this;
    }

    Session session() {
        return fake(Session.class);
    }

    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                FakeSession.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closes.add(((CloseReason) arguments[0]).getCloseCode().getCode());
                    }
                    Throwable failure = failures.get(method.getName());
                    if (failure != null) {
                        throw failure;
                    }
                    return answer(method.getName());
                }));
    }

    private Object answer(String method) throws InvocationTargetException {
        return switch (method) {
            case "isOpen" -> open;
            case "getUserPrincipal" -> principal;
            case "getAsyncRemote" -> fake(RemoteEndpoint.Async.class);
            case "getRequestParameterMap" -> Map.of("channel", List.of("build"));
            default -> null;
        };
    }
}
