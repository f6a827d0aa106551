package io.tapewire.ingest;

/**
 * The body of a request that takes effect once. When it is complete, this server may be sent the request again; other servers
 * wait until its messages are stored. One thread at a time.
 */
final class KeyedBody extends WrappedBody {
    private final KeyedRequest request;
    private final KeyedRequests requests;
    private final Runnable awaitStored;
    private boolean released;

    /** @param awaitStored waits until what was published is stored */
    KeyedBody(Body body, KeyedRequest request, KeyedRequests requests, Runnable awaitStored) {
        super(body);
        this.request = request;
        this.requests = requests;
        this.awaitStored = awaitStored;
    }

    @Override
    public void end() {
        super.end();
        release();
    }

    @Override
    public void breakOff() {
        try {
            super.breakOff();
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
