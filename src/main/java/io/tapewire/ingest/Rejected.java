package io.tapewire.ingest;

import io.tapewire.event.RunRefused;

/** A request that is answered with an error. */
final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    Rejected(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** A run is not known, or is another one. */
    static Rejected of(RunRefused refused, String where) {
        return switch (refused.reason()) {
            case UNKNOWN -> new Rejected(404, "unknown_run", refused.getMessage() + where);
            case OTHER -> new Rejected(409, "other_run", refused.getMessage() + where);
        };
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
