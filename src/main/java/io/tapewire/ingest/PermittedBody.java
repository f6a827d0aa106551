package io.tapewire.ingest;

import io.tapewire.access.Caller;
import io.tapewire.access.Ending;
import io.tapewire.access.Revocations;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.http.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * A body that accepts nothing more once its producer may not publish any more: because the permission was taken back,
 * the producer has signed out, or its token has ended too long ago. One thread at a time, except for what ends it.
 */
final class PermittedBody extends WrappedBody {
    private final Revocations revocations;
    private final Timer timer;
    private final InstantSource clock;
    private final Limits limits;
    private volatile Rejected refusal;
    private Revocations.Use use;
    private Runnable timeout = () -> {};
    private boolean ended;

    /** Runs work later. */
    interface Timer {
        /** Returns what prevents that. */
        Runnable runIn(Duration delay, Runnable work);
    }

    /** @param limits say how long it may go on after its caller's token has ended */
    PermittedBody(Body body, Revocations revocations, Timer timer, InstantSource clock, Limits limits) {
        super(body);
        this.revocations = revocations;
        this.timer = timer;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * The upload begins.
     *
     * @param stop ends the wait for the producer's next bytes, which may never come. Any thread may call it, also
     *     before this returns
     */
    void begin(Caller caller, Consumer<Rejected> stop) {
        Runnable timed = caller.expires() == null
                ? () -> {}
                : timer.runIn(timeLeft(caller.expires()), () -> refuseExpired(stop));
        Revocations.Use begun = revocations.begin(caller, ending -> refuse(reason(ending), stop));
        super.begin(stop);
        // it may have been stopped by now, and so be at its end
        synchronized (this) {
            if (!ended) {
                timeout = timed;
                use = begun;
                return;
            }
        }
        timed.run();
        begun.close();
    }

    private Duration timeLeft(Instant expires) {
        return Duration.between(clock.instant(), expires).plusSeconds(limits.of(Limit.UPLOAD_AFTER_EXPIRY_S));
    }

    private void refuseExpired(Consumer<Rejected> stop) {
        limits.refused(Limit.UPLOAD_AFTER_EXPIRY_S);
        refuse(new Rejected(401, "expired", "the token has ended before the upload"), stop);
    }

    private void refuse(Rejected reason, Consumer<Rejected> stop) {
        refusal = reason;
        stop.accept(reason);
    }

    private static Rejected reason(Ending ending) {
        return switch (ending) {
            case REVOKED ->
                new Rejected(403, "revoked", "the permission was taken back while the upload was in progress");
            case SIGNED_OUT -> new Rejected(401, "signed_out", "you have signed out while the upload was in progress");
        };
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
        release();
        super.end();
    }

    @Override
    public void breakOff() {
        release();
        super.breakOff();
    }

    private void release() {
        Revocations.Use held;
        Runnable timed;
        synchronized (this) {
            ended = true;
            held = use;
            timed = timeout;
        }
        timed.run();
        if (held != null) {
            held.close();
        }
    }
}
