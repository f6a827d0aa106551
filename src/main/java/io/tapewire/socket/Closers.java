package io.tapewire.socket;

import io.tapewire.fault.FaultLog;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that close sessions, because a close can wait for the peer. Their queue has at most one task per
 * connection. Payara's own executor is not used because it refuses the 201st task.
 */
@ApplicationScoped
public class Closers {
    private static final Logger LOG = System.getLogger(Closers.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(Closers.class);
    private static final int THREADS = 16;

    @Resource
    private ManagedThreadFactory threads;

    private ExecutorService executor;

    @PostConstruct
    void start() {
        start(threads);
    }

    void start(ThreadFactory factory) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        executor = pool;
    }

    @PreDestroy
    void stop() {
        executor.shutdown();
    }

    /** Accepts no more sessions, and waits until the accepted ones are closed or this time has passed. */
    boolean finish(Duration most) throws InterruptedException {
        executor.shutdown();
        return executor.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Closes a session later, if it is still open. */
    void close(Session session, CloseReason reason) {
        try {
            executor.execute(() -> closeNow(session, reason));
        } catch (RuntimeException stopped) {
            // refused by the pool, or by the container when a thread is needed: it is about to close all sessions
            // itself
            LOG.log(Logger.Level.DEBUG, () -> "Not closed, the application is being stopped: " + stopped);
        }
    }

    private static void closeNow(Session session, CloseReason reason) {
        FAULTS.attempt("Cannot close a session", () -> {
            try {
                session.close(reason);
            } catch (IOException | RuntimeException gone) {
                LOG.log(Logger.Level.DEBUG, () -> "A session was already closed: " + gone);
            }
        });
    }
}
