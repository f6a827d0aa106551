package io.tapewire.ingest;

import io.tapewire.http.Rejected;
import java.util.function.Consumer;

/** The body of a request with an {@code Idempotency-Key}. One thread at a time. */
final class KeyedBody implements Body {
    private final Body body;
    private final KeyedRequest request;
    private final KeyedRequests requests;
    private boolean over;

    KeyedBody(Body body, KeyedRequest request, KeyedRequests requests) {
        this.body = body;
        this.request = request;
        this.requests = requests;
    }

    @Override
    public void begin(Consumer<Rejected> stop) {
        body.begin(stop);
    }

    @Override
    public void take(byte[] bytes, int length) {
        body.take(bytes, length);
    }

    /** If the end cannot be accepted, {@link #breakOff} follows. */
    @Override
    public void end() {
        body.end();
        release();
    }

    @Override
    public void breakOff() {
        try {
            body.breakOff();
        } finally {
            release();
        }
    }

    /** Only once, because then the same request may begin again. */
    private void release() {
        if (!over) {
            over = true;
            requests.end(request);
        }
    }
}
