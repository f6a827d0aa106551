package io.tapewire.ingest;

import io.tapewire.drain.Drain;
import io.tapewire.http.Rejected;
import java.util.function.Consumer;

/** A body that is ended when the server is drained. One thread at a time, except for what ends it. */
final class DrainedBody implements Body {
    private final Body body;
    private final Drain drain;
    private volatile Rejected refusal;
    private Runnable leave = () -> {};
    private boolean ended;

    DrainedBody(Body body, Drain drain) {
        this.body = body;
        this.drain = drain;
    }

    @Override
    public void begin(Consumer<Rejected> stop) {
        Runnable joined = drain.join(
                reason -> {
                    refusal = reason;
                    stop.accept(reason);
                },
                body.resumes());
        body.begin(stop);
        // it may have been stopped by now, and so be at its end
        synchronized (this) {
            if (!ended) {
                leave = joined;
                return;
            }
        }
        joined.run();
    }

    @Override
    public boolean resumes() {
        return body.resumes();
    }

    @Override
    public void take(byte[] bytes, int length) {
        if (refusal != null) {
            throw refusal;
        }
        body.take(bytes, length);
    }

    @Override
    public void end() {
        leave();
        body.end();
    }

    @Override
    public void breakOff() {
        leave();
        body.breakOff();
    }

    private void leave() {
        Runnable joined;
        synchronized (this) {
            ended = true;
            joined = leave;
        }
        joined.run();
    }
}
