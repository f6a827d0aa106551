package io.tapewire.ingest;

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

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
