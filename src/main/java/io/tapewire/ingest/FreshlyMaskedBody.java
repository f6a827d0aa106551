package io.tapewire.ingest;

import io.tapewire.http.Rejected;
import io.tapewire.mask.Masks;
import java.util.function.Consumer;

/**
 * A body of which each piece is masked with everything that was registered on any server before the piece has arrived. One
 * thread at a time.
 */
final class FreshlyMaskedBody implements Body {
    private final Body body;
    private final Masks masks;

    FreshlyMaskedBody(Body body, Masks masks) {
        this.body = body;
        this.masks = masks;
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
        masks.refresh();
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
