package io.tapewire.socket;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that close sessions, which can wait for the peer. Their queue is as long as there are connections: Payara's own
 * executor refuses the 201st task.
 */
@ApplicationScoped
public class Closers {
    private static final int THREADS = 2;

    @Resource
    private ManagedThreadFactory threads;

    private ExecutorService executor;

    @PostConstruct
    void start() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        executor = pool;
    }

    @PreDestroy
    void stop() {
        executor.shutdown();
    }

    /** Takes no more, and waits until those it has taken are done or so long has passed. */
    boolean finish(Duration most) throws InterruptedException {
        executor.shutdown();
        return executor.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    void execute(Runnable close) {
        executor.execute(close);
    }
}
