package io.tapewire.ingest;

import io.tapewire.channel.TooManyChannels;
import io.tapewire.event.RunRefused;
import io.tapewire.fault.FaultLog;
import io.tapewire.protocol.BadEnvelope;

/** A request that is answered with an error. */
final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final FaultLog FAULTS = FaultLog.of(Rejected.class);

    private final int status;
    private final String code;

    Rejected(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The error answer for a run that is unknown or was declared or ended in another way. */
    static Rejected of(RunRefused refused, String where) {
        return switch (refused.reason()) {
            case UNKNOWN -> new Rejected(404, "unknown_run", refused.getMessage() + where);
            case OTHER -> new Rejected(409, "other_run", refused.getMessage() + where);
        };
    }

    /** The error answer for a failure. Reports it if it is our own fault. */
    static Rejected because(Throwable failure) {
        if (failure instanceof Rejected rejected) {
            return rejected;
        }
        if (failure instanceof BadEnvelope bad) {
            return new Rejected(400, bad.code(), bad.getMessage());
        }
        if (failure instanceof TooManyChannels full) {
            return new Rejected(503, "too_many_channels", full.getMessage());
        }
        if (failure instanceof RunRefused refused) {
            return of(refused, "");
        }
        FAULTS.report("A request failed", failure);
        return new Rejected(503, "failed", "the server could not process this request");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
