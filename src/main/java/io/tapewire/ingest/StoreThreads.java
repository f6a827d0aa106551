package io.tapewire.ingest;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.mask.Masks;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that take what producers send if the store is shared: that waits for the store, which the container's threads for
 * I/O must not, because other connections wait for those. Each producer has at most a few steps here, one after the other. Any
 * thread.
 */
@ApplicationScoped
public class StoreThreads {
    private static final long IDLE_S = 60;

    @Resource
    private ManagedThreadFactory factory;

    @Inject
    private Limits limits;

    @Inject
    private Masks masks;

    private ThreadPoolExecutor threads;

    @PostConstruct
    void start() {
        int count = limits.asInt(Limit.REDIS_THREADS);
        threads = new ThreadPoolExecutor(
                count,
                count,
                IDLE_S,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                factory,
                // when they have been stopped, requests still end
                (work, stopped) -> work.run());
        threads.allowCoreThreadTimeOut(true);
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }

    /** Where one producer's steps are taken: at once by whoever has something to do, if nobody has to wait for the store. */
    Executor steps() {
        return masks.areShared() ? new InOrder(threads) : Runnable::run;
    }
}
