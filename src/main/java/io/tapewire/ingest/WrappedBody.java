package io.tapewire.ingest;

import io.tapewire.http.Rejected;
import java.util.function.Consumer;

/** A body that passes everything on to another one, as a base for those that do something in between. */
abstract class WrappedBody implements Body {
    private final Body body;

    WrappedBody(Body body) {
        this.body = body;
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
    }

    @Override
    public void breakOff() {
        body.breakOff();
    }
}
