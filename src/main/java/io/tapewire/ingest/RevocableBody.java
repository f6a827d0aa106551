package io.tapewire.ingest;

import io.tapewire.access.Caller;
import io.tapewire.access.Revocations;
import io.tapewire.http.Rejected;
import java.util.function.Consumer;

/**
 * A body that accepts nothing more once its producer's permission has been revoked. One thread at a time, except for
 * the revocation.
 */
final class RevocableBody implements Body {
    private final Body body;
    private Revocations.Use use;
    private volatile boolean revoked;

    RevocableBody(Body body) {
        this.body = body;
    }

    /**
     * The upload begins.
     *
     * @param stop ends the wait for the producer's next bytes, which may never come
     */
    void begin(Revocations revocations, Caller caller, Consumer<Rejected> stop) {
        use = revocations.begin(caller, () -> {
            revoked = true;
            stop.accept(revoked());
        });
    }

    @Override
    public void take(byte[] bytes, int length) {
        requirePermission();
        body.take(bytes, length);
    }

    /** @throws Rejected if the permission has been revoked */
    void requirePermission() {
        if (revoked) {
            throw revoked();
        }
    }

    private static Rejected revoked() {
        return new Rejected(403, "revoked", "the permission was taken back while the upload was in progress");
    }

    @Override
    public void end() {
        use.close();
        body.end();
    }

    @Override
    public void breakOff() {
        use.close();
        body.breakOff();
    }
}
