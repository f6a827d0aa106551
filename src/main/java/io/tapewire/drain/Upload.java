package io.tapewire.drain;

import io.tapewire.http.Rejected;
import java.util.function.Consumer;

/** An upload in progress. A value by identity, so that each is counted. */
final class Upload {
    private final Consumer<Rejected> stop;
    private final boolean resumes;

    Upload(Consumer<Rejected> stop, boolean resumes) {
        this.stop = stop;
        this.resumes = resumes;
    }

    boolean resumes() {
        return resumes;
    }

    void stop() {
        stop.accept(Rejected.draining());
    }
}
