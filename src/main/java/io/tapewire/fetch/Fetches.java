package io.tapewire.fetch;

import io.tapewire.channel.Subscriber;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.file.PublishedFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The files that one connection fetches, by the numbers that its client has given them. Any thread. */
public final class Fetches {
    private final Map<Long, Fetch> byNumber = new ConcurrentHashMap<>(0);
    private final Subscriber subscriber;
    private final Fetchers fetchers;
    private final Limits limits;
    private boolean closed;

    public Fetches(Subscriber subscriber, Fetchers fetchers, Limits limits) {
        this.subscriber = subscriber;
        this.fetchers = fetchers;
        this.limits = limits;
    }

    /** Begins to send a file that the client may have, or answers why not. */
    public synchronized void begin(FetchRequest request) {
        Optional<PublishedFile> file;
        try {
            file = fetchers.find(request.channel(), request.file());
        } catch (StoreUnavailable later) {
            refuse(request, "store_unavailable", later.getMessage());
            return;
        }
        if (closed) {
            return;
        }
        if (file.isEmpty()) {
            refuse(request, "unknown_file", "the channel has no such file; old files are removed");
        } else if (request.from() > file.get().bytes()) {
            refuse(
                    request,
                    "bad_field",
                    "data.from must be at most the file's size, " + file.get().bytes());
        } else if (byNumber.containsKey(request.number())) {
            refuse(request, "bad_field", "id must be another one than that of a fetch that goes on");
        } else {
            begin(request, new Fetch(request, file.get(), fetchers, subscriber::send, this::leave));
        }
    }

    private void begin(FetchRequest request, Fetch fetch) {
        if (byNumber.size() >= limits.of(Limit.CONNECTION_FETCHES)) {
            limits.refused(Limit.CONNECTION_FETCHES);
            refuse(request, "too_many_fetches", "this connection fetches as many files as allowed");
        } else if (!fetchers.enter(fetch)) {
            refuse(request, "too_many_fetches", "as many files are fetched as the server allows: come again");
        } else {
            byNumber.put(request.number(), fetch);
            fetch.begin();
        }
    }

    private void refuse(FetchRequest request, String code, String message) {
        subscriber.reply(request.refusal(code, message));
    }

    private void leave(Fetch fetch) {
        byNumber.remove(fetch.request().number(), fetch);
        fetchers.leave(fetch);
    }

    /**
     * The client has taken everything before this position. Nothing happens if the file has been sent completely
     * meanwhile.
     *
     * @param number of the fetch, or {@code null} for all fetches of the file
     */
    public void acknowledge(String channel, String file, Long number, long position) {
        for (Fetch fetch : byNumber.values()) {
            FetchRequest request = fetch.request();
            if (request.channel().equals(channel)
                    && request.file().equals(file)
                    && (number == null || number == request.number())) {
                fetch.acknowledged(position);
            }
        }
    }

    /** The client does not want the rest. Nothing happens if the file has been sent completely meanwhile. */
    public void cancel(long number) {
        Fetch fetch = byNumber.get(number);
        if (fetch != null) {
            fetch.breakOff("cancelled", "the client did not want the rest");
        }
    }

    /** Ends the fetches of all other channels. */
    public void keepOnly(Predicate<String> channels, String code, String message) {
        for (Fetch fetch : byNumber.values()) {
            if (!channels.test(fetch.request().channel())) {
                fetch.breakOff(code, message);
            }
        }
    }

    /** The connection has ended. */
    public synchronized void close() {
        closed = true;
        for (Fetch fetch : List.copyOf(byNumber.values())) {
            fetch.abandon();
            leave(fetch);
        }
    }
}
