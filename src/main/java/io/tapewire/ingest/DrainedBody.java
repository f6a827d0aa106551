package io.tapewire.ingest;

import io.tapewire.drain.Drain;
import io.tapewire.http.Rejected;
import java.util.function.Consumer;

/** A body that is ended when the server is drained. One thread at a time, except for what ends it. */
final class DrainedBody extends WrappedBody {
    private final Drain drain;
    private volatile Rejected refusal;
    private Runnable leave = () -> {};
    private boolean ended;

    DrainedBody(Body body, Drain drain) {
        super(body);
        this.drain = drain;
    }

    @Override
    public void begin(Consumer<Rejected> stop) {
        Runnable joined = drain.join(
                reason -> {
                    refusal = reason;
                    stop.accept(reason);
                },
                resumes());
        super.begin(stop);
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
    public void take(byte[] bytes, int length) {
        if (refusal != null) {
            throw refusal;
        }
        super.take(bytes, length);
    }

    @Override
    public void end() {
        leave();
        super.end();
    }

    @Override
    public void breakOff() {
        leave();
        super.breakOff();
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
