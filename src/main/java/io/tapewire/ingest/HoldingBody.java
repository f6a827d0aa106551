package io.tapewire.ingest;

import io.tapewire.http.Rejected;
import java.util.function.Consumer;

/** A body whose request holds something until its end, such as values that are masked. One thread at a time. */
final class HoldingBody implements Body {
    private final Body body;
    private final Runnable release;
    private boolean released;

    /** @param release called once, when the body has ended or was broken off */
    HoldingBody(Body body, Runnable release) {
        this.body = body;
        this.release = release;
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

    /** If the end cannot be accepted, it is held until {@link #breakOff}, which follows. */
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

    /** Only once, because what was held may be in other hands then. */
    private void release() {
        if (!released) {
            released = true;
            release.run();
        }
    }
}
