package io.tapewire.ingest;

import io.tapewire.http.Rejected;
import java.util.function.Consumer;

/**
 * The body of a request that takes effect once. When it is complete, this server may be sent the request again; other servers
 * wait until its messages are stored. One thread at a time.
 */
final class KeyedBody implements Body {
    private final Body body;
    private final KeyedRequest request;
    private final KeyedRequests requests;
    private final Runnable awaitStored;
    private boolean released;

    /** @param awaitStored waits until what was published is stored */
    KeyedBody(Body body, KeyedRequest request, KeyedRequests requests, Runnable awaitStored) {
        this.body = body;
        this.request = request;
        this.requests = requests;
        this.awaitStored = awaitStored;
    }

    @Override
    public void begin(Consumer<Rejected> stop) {
        body.begin(stop);
    }

    @Override
    public boolean resumes() {
        return body.resumes();
    }

    @Override
    public void take(byte[] bytes, int length) {
        body.take(bytes, length);
    }

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
            if (!released) {
                request.breakOff(awaitStored);
            }
            release();
        }
    }

    /** Only once, because another body may have begun the request again. */
    private void release() {
        if (!released) {
            released = true;
            requests.end(request);
        }
    }
}
