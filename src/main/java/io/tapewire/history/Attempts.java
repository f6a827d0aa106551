package io.tapewire.history;

import io.tapewire.http.Rejected;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sends an answer in which nothing could say that records are missing. Begins anew if some are evicted before anything has been sent. */
final class Attempts {
    private static final int MOST = 3;
    private static final int RETRY_S = 1;

    private Attempts() {}

    /** Sends an answer. */
    interface Attempt {
        /**
         * Sends it once.
         *
         * @throws CutShort if a record of the range is gone
         */
        void send(Range range) throws IOException;
    }

    /**
     * Sends the answer for a range.
     *
     * @throws CutShort if a part of it has been sent and the rest is gone
     * @throws Rejected if records have been evicted at each attempt, or the channel has been deleted
     */
    static void send(Range asked, HttpServletResponse response, Attempt attempt) throws IOException {
        Range range = asked;
        for (int number = 1; ; number++) {
            try {
                attempt.send(range);
                return;
            } catch (CutShort gone) {
                if (response.isCommitted()) {
                    throw gone;
                }
                if (gone.logEnded()) {
                    throw Rejected.unknownChannel(range.log().channel());
                }
                if (number == MOST) {
                    throw Rejected.busy("the channel grows faster than its output can be read", RETRY_S);
                }
                response.resetBuffer();
                range = range.again();
            }
        }
    }
}
