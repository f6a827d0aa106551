package io.tapewire.socket;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;

/** A workaround for sessions of Tyrus, Payara's WebSocket implementation. */
final class Tyrus {
    private static final Logger LOG = System.getLogger(Tyrus.class.getName());
    private static final String SESSION = "org.glassfish.tyrus.core.TyrusSession";

    /** An executor that schedules nothing. */
    private static final Object NEVER = Proxy.newProxyInstance(
            Tyrus.class.getClassLoader(), new Class<?>[] {ScheduledExecutorService.class}, (self, call, args) -> {
                if (call.getName().equals("schedule")) {
                    return null;
                }
                throw new UnsupportedOperationException(call.getName());
            });

    private Tyrus() {}

    /**
     * Removes a session's idle timer, which is useless if the idle timeout is 0. Does nothing to sessions of other
     * servers.
     *
     * <p>Tyrus 2.1.5.payara-p2 schedules a task at every send even then. The task is due at once, wakes a thread and
     * does nothing. No setting prevents it. Measured with 1,000 viewers and 50 lines/s: without it the server takes
     * 6.8 instead of 9.5
     * CPU-s in 10 s. If this fails, everything still works, but more slowly.
     */
    static void stopIdleTimer(Session session) {
        if (!session.getClass().getName().equals(SESSION)) {
            return;
        }
        try {
            Field service = session.getClass().getDeclaredField("service");
            service.setAccessible(true);
            service.set(session, NEVER);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            LOG.log(Logger.Level.DEBUG, "Cannot remove the idle timer of this version of Tyrus", notAsKnown);
        }
    }
}
