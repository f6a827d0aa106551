package io.tapewire.ingest;

import io.tapewire.http.Rejected;
import io.tapewire.mask.Registration;
import java.util.function.Consumer;

/** A body whose request has values masked until its end. One thread at a time. */
final class MaskedBody implements Body {
    private final Body body;
    private final Registration values;

    MaskedBody(Body body, Registration values) {
        this.body = body;
        this.values = values;
    }

    @Override
    public void begin(Consumer<Rejected> stop) {
        body.begin(stop);
    }

    @Override
    public void take(byte[] bytes, int length) {
        body.take(bytes, length);
    }

    /** If the end cannot be accepted the values stay until {@link #breakOff}, which follows. */
    @Override
    public void end() {
        body.end();
        values.close();
    }

    @Override
    public void breakOff() {
        try {
            body.breakOff();
        } finally {
            values.close();
        }
    }
}
