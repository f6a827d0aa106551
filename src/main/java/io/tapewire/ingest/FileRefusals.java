package io.tapewire.ingest;

import io.tapewire.file.FileRefused;
import io.tapewire.http.Rejected;

/** The error answers for files that cannot be taken. */
final class FileRefusals {
    private static final int RETRY_S = 5;

    private FileRefusals() {}

    static Rejected of(FileRefused refused) {
        String message = refused.getMessage();
        return switch (refused.reason()) {
            case TOO_LARGE -> new Rejected(413, "too_large", message);
            case OTHER_OFFSET -> new Rejected(409, "wrong_offset", message);
            case OTHER_LENGTH -> new Rejected(400, "other_length", message);
            case TOO_MANY -> Rejected.busy(message, RETRY_S);
            case BUSY -> new Rejected(409, "busy", message);
            case GONE -> unknownUpload();
            case NOT_STORED -> new Rejected(507, "not_stored", message);
        };
    }

    static Rejected unknownUpload() {
        return new Rejected(404, "unknown_upload", "there is no such upload; it may have been removed: begin again");
    }

    /** The error answer for an upload that somebody else continues, or that has brought nothing for too long. */
    static Rejected ended() {
        return new Rejected(
                409, "replaced", "another request continues this upload, or it has brought nothing for too long");
    }
}
