package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.Archive.Listed;
import io.tapewire.log.Span;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Finds out what other servers do. They tell when a channel has grown; that is a hint, which may get lost. So this
 * looks for changes by itself, too. Any thread.
 */
final class Watch {
    private static final Logger LOG = System.getLogger(Watch.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(Watch.class);
    private static final long LOOK_MILLIS = 500;
    private static final int PULLERS = 2;

    private final RedisClient redis;
    private final Link link;
    private final String node;
    private final Listing listing;
    private final Growth growth = new Growth();
    private final List<Thread> running = new ArrayList<>();
    private final BinaryJedisPubSub hints = new BinaryJedisPubSub() {
        @Override
        public void onSubscribe(byte[] where, int subscriptions) {
            if (stopping) {
                unsubscribe();
            }
        }

        @Override
        public void onMessage(byte[] where, byte[] news) {
            String[] nodeAndChannel = new String(news, UTF_8).split(" ", 2);
            if (!nodeAndChannel[0].equals(node)) {
                growth.add(nodeAndChannel[1]);
            }
        }
    };
    /** Whose data Redis had at the last look. Only the thread that looks uses it. */
    private String identity = "";

    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private volatile Consumer<String> listener = channel -> {};
    private volatile Supplier<Set<String>> open = Set::of;
    private volatile boolean stopping;

    Watch(RedisClient redis, Link link, String node) {
        this.redis = redis;
        this.link = link;
        this.node = node;
        this.listing = new Listing(redis);
    }

    /** What others are told when this server has changed a channel. */
    byte[] news(String channel) {
        return (node + " " + channel).getBytes(UTF_8);
    }

    /** @param open the channels that this server has open, which the listing may not know yet */
    void onGrowth(Consumer<String> channel, Supplier<Set<String>> open) {
        listener = channel;
        this.open = open;
    }

    /** From now on it looks for changes of these, too. */
    void watch(Watched more) {
        watched.add(more);
    }

    void start(ThreadFactory threads) {
        run(threads, "hints", this::listen);
        run(threads, "look", this::look);
        for (int i = 0; i < PULLERS; i++) {
            run(threads, "pull-" + i, this::pull);
        }
    }

    private void run(ThreadFactory threads, String name, Step step) {
        Thread thread = threads.newThread(() -> repeat(step));
        thread.setName("tapewire-redis-" + name);
        running.add(thread);
        thread.start();
    }

    /** Something that a thread does again and again. */
    private interface Step {
        void run() throws InterruptedException;
    }

    private void repeat(Step step) {
        while (!stopping) {
            try {
                step.run();
            } catch (InterruptedException stopped) {
                // only stop() interrupts these threads
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException fault) {
                // otherwise this server would not hear of others any more
                FAULTS.report("A look at what other servers do has failed", fault);
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
            }
        }
    }

    /** Listens until the connection breaks. What is told while there is none is found by {@link #look}. */
    private void listen() throws InterruptedException {
        try {
            redis.subscribe(hints, Keys.GROWN);
        } catch (JedisException broken) {
            LOG.log(Logger.Level.DEBUG, "The subscription to other servers' news has ended", broken);
        }
        // this one is in the pool again now
        link.reconnect();
        Thread.sleep(LOOK_MILLIS);
    }

    private void look() throws InterruptedException {
        link.probe();
        List<byte[]> name = List.of((node + " " + System.nanoTime()).getBytes(UTF_8));
        Optional<String> now =
                link.ask(Script.IDENTITY, List.of(Keys.DATA), name).map(reply -> reply.text(1));
        if (now.isPresent() && !now.get().equals(identity)) {
            boolean isFirst = identity.isEmpty();
            identity = now.get();
            listing.beginAnew(growth::add);
            open.get().forEach(growth::add);
            if (!isFirst) {
                link.reconnect();
                unsubscribe();
                watched.forEach(Watched::lost);
            }
        }
        watched.forEach(Watched::look);
        boolean more = link.ask(client -> listing.look(growth::add)).orElse(false);
        if (!more) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private void pull() throws InterruptedException {
        String channel = growth.take();
        try {
            listener.accept(channel);
        } catch (StoreUnavailable later) {
            growth.add(channel);
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** This server has changed a channel, see {@link Listing#changed}. */
    void changed(String channel, Span span, long change) {
        listing.changed(channel, span, change);
    }

    boolean has(String channel) {
        return listing.has(channel);
    }

    Set<String> names() {
        return listing.names();
    }

    List<Listed> list() {
        return listing.list();
    }

    void stop() {
        stopping = true;
        unsubscribe();
        running.forEach(Thread::interrupt);
    }

    private void unsubscribe() {
        if (hints.isSubscribed()) {
            FAULTS.attempt("Cannot end the subscription to other servers' news", hints::unsubscribe);
        }
    }
}
