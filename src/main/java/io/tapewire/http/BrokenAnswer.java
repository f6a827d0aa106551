package io.tapewire.http;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.reflect.Field;

/**
 * An answer whose connection must end: because it has begun and cannot be completed, and would look complete otherwise, or because its
 * request does not end. The Servlet API has nothing for it, and Payara and WildFly send the last chunk even if the servlet throws. So this uses what is below their responses.
 */
public final class BrokenAnswer {
    private static final Logger LOG = System.getLogger(BrokenAnswer.class.getName());

    private BrokenAnswer() {}

    /** Ends the connection. Returns false if this server has no known way, so that only throwing is left. */
    public static boolean breakOff(ServletResponse answer, Throwable cause) {
        ServletResponse response = answer;
        while (response instanceof ServletResponseWrapper wrapper) {
            response = wrapper.getResponse();
        }
        try {
            boolean ended = switch (response.getClass().getName()) {
                case "io.undertow.servlet.spec.HttpServletResponseImpl" -> endOfUndertow(response);
                case "org.apache.catalina.connector.ResponseFacade" -> endOfPayara(response);
                default -> false;
            };
            LOG.log(Logger.Level.DEBUG, "An answer was broken off", cause);
            return ended;
        } catch (ReflectiveOperationException | RuntimeException | IOException notAsKnown) {
            LOG.log(Logger.Level.WARNING, "An incomplete answer cannot be broken off on this server", notAsKnown);
            return false;
        }
    }

    private static boolean endOfUndertow(ServletResponse response) throws ReflectiveOperationException, IOException {
        Object exchange = call(response, "getExchange");
        ((Closeable) call(exchange, "getConnection")).close();
        return true;
    }

    private static boolean endOfPayara(ServletResponse facade) throws ReflectiveOperationException {
        Field response = facade.getClass().getDeclaredField("response");
        response.setAccessible(true);
        Object grizzly = call(response.get(facade), "getCoyoteResponse");
        Object connection = call(call(grizzly, "getRequest"), "getConnection");
        // its class is not public
        connection
                .getClass()
                .getClassLoader()
                .loadClass("org.glassfish.grizzly.Closeable")
                .getMethod("terminateSilently")
                .invoke(connection);
        return true;
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }
}
