package io.tapewire.socket;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Takes the idle timer away from sessions of Tyrus, Payara's WebSocket implementation, which have no use for it here.
 *
 * <p>Tyrus 2.1.5.payara-p2 schedules a task at every send even where there is no idle timeout; it is due at once, wakes a
 * thread and does nothing. There is no setting against it. Measured with 1,000 viewers and 50 lines/s: without it the server takes 6.8
 * instead of 9.5 CPU-s in 10 s. Where this can't be done everything works, only slower.
 */
final class TyrusIdleTimer {
    private static final Logger LOG = System.getLogger(TyrusIdleTimer.class.getName());
    private static final String TYRUS = "org.glassfish.tyrus.core.TyrusSession";

    /** Schedules nothing, and has nothing to be cancelled. */
    private static final Object NEVER = Proxy.newProxyInstance(
            TyrusIdleTimer.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (self, call, args) -> {
                if (call.getName().equals("schedule")) {
                    return null;
                }
                throw new UnsupportedOperationException(call.getName());
            });

    private TyrusIdleTimer() {}

    /** Has the session set no timer any more; for one whose idle timeout is 0. Does nothing to other servers' sessions. */
    static void stop(Session session) {
        if (!session.getClass().getName().equals(TYRUS)) {
            return;
        }
        try {
            Field service = session.getClass().getDeclaredField("service");
            service.setAccessible(true);
            service.set(session, NEVER);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            LOG.log(Logger.Level.DEBUG, "This Tyrus has no idle timer that could be taken away", notAsKnown);
        }
    }
}
