package io.tapewire.cli;

import io.tapewire.cli.server.Refusal;
import io.tapewire.cli.upload.Upload;

/** The command's exit statuses. {@code run} has the status of its program instead. */
final class Status {
    static final int DONE = 0;
    /** The command itself has failed. */
    static final int FAILED = 1;
    /** It was called wrongly. */
    static final int USAGE = 2;
    /** The server does not want it: the token, the channel's name, the contents. */
    static final int REFUSED = 3;
    /** The server could not be reached, or not everything was published in time. */
    static final int UNREACHED = 4;
    /** {@code run} could not start its program, as a shell says it. */
    static final int NO_PROGRAM = 127;

    private Status() {}

    static int of(Refusal refusal) {
        return refusal.isTemporary() ? UNREACHED : REFUSED;
    }

    static int of(Upload.Failure failure) {
        return failure.refused() ? REFUSED : UNREACHED;
    }
}
