package io.tapewire.log;

import io.tapewire.protocol.RecordEncoder;
import java.util.Locale;

/** The frame that names records which will not come. */
public final class Gap {
    /** Why they won't. */
    public enum Reason {
        /** The log had forgotten them when the subscriber asked for them. */
        EVICTED,
        /** The log forgot them before the subscriber took them. */
        SLOW,
        /** The log ended, and another one began. */
        RESTART;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Gap() {}

    /**
     * @param from position of the first missing record
     * @param to position of the last one; {@code from - 1} where none is missing but the log has ended
     * @param end bytes of the log up to there
     */
    static Frame frame(RecordEncoder encoder, long from, long to, long end, Reason reason, long epochMillis) {
        return Frame.gap(encoder.encodeGap(from, to, reason.wireName(), epochMillis), from, to, end);
    }
}
