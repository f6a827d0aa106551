package io.tapewire.file;

/** A file, or a part of it, cannot be taken. */
public final class FileRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** It is larger than a file may be. */
        TOO_LARGE,
        /** It has another length than was said before. */
        OTHER_LENGTH,
        /** There are as many unfinished files, or bytes of them, as allowed. */
        TOO_MANY,
        /** It was deleted meanwhile, with its channel. */
        GONE,
        /** Somebody else appends to it, and does not end. */
        BUSY,
        /** The disk is full, or does not work. */
        NOT_STORED
    }

    FileRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    FileRefused(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
