package io.tapewire.file;

/** A file, or a part of it, cannot be taken. */
public final class FileRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** It is larger than a file may be. */
        TOO_LARGE,
        /** There is more or less of it than whoever continues it has seen. */
        OTHER_OFFSET,
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

    static FileRefused otherOffset() {
        return new FileRefused(Reason.OTHER_OFFSET, "the server has another part of the file than this one continues");
    }

    public Reason reason() {
        return reason;
    }
}
