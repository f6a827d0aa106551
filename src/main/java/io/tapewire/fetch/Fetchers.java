package io.tapewire.fetch;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.file.FileArchive;
import io.tapewire.file.PublishedFile;
import io.tapewire.log.Frame;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeEncoder;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What all fetches of the server share: the files, the threads that read them, and how many there may be. Senders do not
 * read files themselves, because a disk may take its time. The queue of the threads has one task at most for each fetch. Any
 * thread.
 */
@ApplicationScoped
public class Fetchers {
    private static final Logger LOG = System.getLogger(Fetchers.class.getName());
    private static final EnvelopeEncoder ENCODER = new EnvelopeEncoder();
    private static final int IDLE_S = 10;

    private final Set<Fetch> fetches = ConcurrentHashMap.newKeySet();
    private final Optional<FileArchive> files;
    private final Limits limits;
    private final InstantSource clock = InstantSource.system();

    @Resource
    private ManagedThreadFactory threads;

    private ExecutorService executor;

    /** @param files nothing if the server keeps none */
    @Inject
    public Fetchers(Optional<FileArchive> files, Limits limits) {
        this.files = files;
        this.limits = limits;
    }

    /** Only for the container's proxy. */
    protected Fetchers() {
        this.files = Optional.empty();
        this.limits = null;
    }

    @PostConstruct
    void start() {
        start(threads);
    }

    void start(ThreadFactory factory) {
        int count = limits.asInt(Limit.FETCH_THREADS);
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(count, count, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        executor = pool;
    }

    @PreDestroy
    void stop() {
        executor.shutdown();
    }

    Optional<PublishedFile> find(String channel, String id) {
        return files.flatMap(archive -> archive.published(channel, id));
    }

    void read(PublishedFile file, long position, byte[] to, int at) throws IOException {
        files.orElseThrow().read(file, position, to, at);
    }

    /** Does this later. Returns false if the application is being stopped, which ends all connections. */
    boolean execute(Runnable reading) {
        try {
            executor.execute(reading);
            return true;
        } catch (RuntimeException stopped) {
            // refused by the pool, or by the container when a thread is needed
            LOG.log(Logger.Level.DEBUG, () -> "A file is not read, the application is being stopped: " + stopped);
            return false;
        }
    }

    Frame frame(Envelope envelope) {
        return Frame.reply(ENCODER.encodeBytes(envelope.stamped(clock.instant())));
    }

    /** Takes a place for a fetch, until {@link #leave}. Returns false if there is none. */
    synchronized boolean enter(Fetch fetch) {
        if (fetches.size() >= limits.of(Limit.FETCHES)) {
            endSilent();
        }
        if (fetches.size() >= limits.of(Limit.FETCHES)) {
            limits.refused(Limit.FETCHES);
            return false;
        }
        fetches.add(fetch);
        return true;
    }

    /** Clients that take nothing keep others from their files only for a while. */
    private void endSilent() {
        long patience = TimeUnit.SECONDS.toNanos(limits.of(Limit.FETCH_SILENCE_S));
        long now = System.nanoTime();
        for (Fetch fetch : fetches) {
            if (fetch.isSilentFor(patience, now)) {
                leave(fetch);
                fetch.breakOff("too_slow", "nothing was taken for too long, and others want to fetch files");
            }
        }
    }

    void leave(Fetch fetch) {
        fetches.remove(fetch);
    }
}
