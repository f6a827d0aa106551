package io.tapewire.security;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.concurrent.TimeUnit;

/**
 * A body that a request has brought and that nobody has read when the request is answered.
 *
 * <p>Undertow then waits for its end on the request's own thread. Such a body may never come, and a few of them would
 * occupy all threads. Payara waits without a thread.
 */
public final class UnwantedBody implements ReadListener, AsyncListener {
    private static final Logger LOG = System.getLogger(UnwantedBody.class.getName());
    private static final int PIECE = 4 << 10;

    private final AsyncContext exchange;
    private final ServletInputStream in;
    private final Limits limits;
    private final long endNanos;

    private UnwantedBody(AsyncContext exchange, ServletInputStream in, Limits limits) {
        this.exchange = exchange;
        this.in = in;
        this.limits = limits;
        this.endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(limits.of(Limit.UNREAD_BODY_S));
    }

    /** Whether a request brings a body, by what its head says. */
    public static boolean isIn(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** Refuses a request because it brings a body. */
    public static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Refusal.send(request, response, 400, "unexpected_body", "this request takes no body");
    }

    /**
     * Lets the connection end with this request's answer. Undertow then waits for nothing, whatever the body does. A
     * client that has not sent its body yet may miss the answer, so uploads are not treated like this.
     */
    public static void endConnection(HttpServletRequest request, HttpServletResponse response) {
        if (request.getProtocol().startsWith("HTTP/1.")) {
            response.setHeader("Connection", "close");
        }
    }

    /**
     * Takes the rest of a request's body, without a thread that waits for it. To be called when the answer has been
     * written; nothing can be added to the answer afterwards. Whoever does not send the rest in time is cut off.
     */
    static void discard(HttpServletRequest request, HttpServletResponse response, Limits limits) throws IOException {
        if (!isIn(request) || request.isAsyncStarted() || !request.isAsyncSupported()) {
            return;
        }
        ServletInputStream in = request.getInputStream();
        if (in.isFinished() || !ReadListeners.work(in)) {
            return;
        }
        try {
            // so that whoever has asked gets all of it now
            response.getOutputStream().close();
        } catch (IOException gone) {
            LOG.log(Logger.Level.DEBUG, "Somebody did not wait for the answer", gone);
            return;
        }
        AsyncContext exchange = request.startAsync();
        // Undertow closes the connection then, because the answer has been sent
        exchange.setTimeout(TimeUnit.SECONDS.toMillis(limits.of(Limit.UNREAD_BODY_S)));
        UnwantedBody body = new UnwantedBody(exchange, in, limits);
        exchange.addListener(body);
        in.setReadListener(body);
    }

    /**
     * Throws away what has come. Returns whether that was all.
     *
     * @param endNanos when to stop, because somebody may send faster than this reads; as in {@link System#nanoTime}
     */
    public static boolean skip(ServletInputStream in, long endNanos) throws IOException {
        byte[] bytes = new byte[PIECE];
        while (System.nanoTime() - endNanos < 0 && in.isReady()) {
            if (in.read(bytes) < 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void onDataAvailable() throws IOException {
        if (skip(in, endNanos)) {
            exchange.complete();
        }
    }

    @Override
    public void onAllDataRead() {
        exchange.complete();
    }

    @Override
    public void onError(Throwable gone) {
        LOG.log(Logger.Level.DEBUG, "A body that nobody wanted broke off", gone);
        exchange.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        limits.refused(Limit.UNREAD_BODY_S);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // nothing is kept
    }

    @Override
    public void onError(AsyncEvent event) {
        // the container ends the request
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // it is started once
    }
}
