package io.tapewire.ingest;

import jakarta.json.JsonObject;
import java.util.function.Consumer;

/**
 * A request that takes effect once, however often it is sent. If it breaks off, the next one continues after the messages
 * that were published. One request at a time; {@link KeyedRequests} sees to it, and guards what is not private.
 */
final class KeyedRequest {
    final KeyedRequests.Id id;
    boolean inProgress;
    long usedMillis;
    private volatile long published;
    private volatile JsonObject answer;

    KeyedRequest(KeyedRequests.Id id) {
        this.id = id;
    }

    /** The answer if it was completed before, or {@code null}. */
    JsonObject answer() {
        return answer;
    }

    void answer(JsonObject receipt) {
        answer = receipt;
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
                events.accept(event);
                published = number + 1;
            }
            number++;
        }
    }
}
