package io.tapewire.cli.program;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Signals that this process gets. The JDK supports them (module {@code jdk.unsupported}), but its compiler warns of each
 * use; so they are found by name.
 */
public final class Signals {
    private Signals() {}

    /** Lets a handler have a signal from now on. Where there are no such signals, nothing happens. */
    public static void handle(String name, Consumer<String> handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            handler.accept(name);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException unknownHere) {
            // Windows has no HUP, for instance
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JDK has no module jdk.unsupported", e);
        }
    }
}
