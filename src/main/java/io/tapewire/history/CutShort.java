package io.tapewire.history;

import io.tapewire.log.Gap;
import java.io.IOException;

/** An answer in which nothing can say that records are missing cannot be completed, because some are gone. */
final class CutShort extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean logEnded;

    CutShort(Gap gap) {
        super("records " + gap.first() + " to " + gap.last() + " are gone");
        logEnded = gap.reason() == Gap.Reason.RESTART;
    }

    /** Whether the channel has been deleted. */
    boolean logEnded() {
        return logEnded;
    }
}
