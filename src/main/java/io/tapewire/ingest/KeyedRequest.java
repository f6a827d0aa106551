package io.tapewire.ingest;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.log.RequestMessage;
import io.tapewire.protocol.Providers;
import io.tapewire.shared.SharedRequests;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.function.Consumer;

/**
 * A request that takes effect once, however often it is sent. If it breaks off, the next one continues after the messages
 * that were published. One request at a time; {@link KeyedRequests} sees to it, and guards what is not private.
 */
final class KeyedRequest {
    final KeyedRequests.Id id;
    /** How other servers know it, or {@code null} if there are none. */
    private final String name;

    private final SharedRequests shared;
    boolean inProgress;
    long usedMillis;
    private volatile long published;
    private volatile JsonObject answer;

    KeyedRequest(KeyedRequests.Id id, SharedRequests shared) {
        this.id = id;
        this.shared = shared;
        this.name = shared == SharedRequests.NONE ? null : id.name();
    }

    /**
     * Begins, or goes on after what is stored of it, on whichever server that was.
     *
     * @return whether it can begin
     */
    SharedRequests.Outcome begin() {
        SharedRequests.Begun begun = shared.begin(name);
        if (begun.answer() != null) {
            answer = json(begun.answer());
        }
        published = Math.max(published, begun.done());
        return begun.outcome();
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Providers.JSON.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /**
     * It has broken off. Another server may go on with it when everything that was published is stored.
     *
     * @param awaitStored waits for that
     */
    void breakOff(Runnable awaitStored) {
        if (name == null || answer != null) {
            return;
        }
        try {
            awaitStored.run();
        } catch (StoreUnavailable silent) {
            // then no other server can begin it either, before the store answers again
        }
        shared.end(name);
    }

    /** The answer if it was completed before, or {@code null}. */
    JsonObject answer() {
        return answer;
    }

    /** Its messages are stored, and this is its answer. */
    void answer(JsonObject receipt) {
        answer = receipt;
        shared.complete(name, receipt.toString());
    }

    /** Returns a consumer for this request's messages, that leaves out those that were published before. */
    Consumer<Object> once(Consumer<Object> events) {
        return new Rest(events);
    }

    private final class Rest implements Consumer<Object> {
        private final Consumer<Object> events;
        private long number;

        private Rest(Consumer<Object> events) {
            this.events = events;
        }

        @Override
        public void accept(Object event) {
            if (number == published) {
                publish(event);
                published = number + 1;
            }
            number++;
        }

        private void publish(Object event) {
            if (name == null) {
                events.accept(event);
            } else {
                new RequestMessage(id.channel(), name, number + 1).publish(() -> events.accept(event));
            }
        }
    }
}
