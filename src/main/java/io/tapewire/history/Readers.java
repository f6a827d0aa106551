package io.tapewire.history;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.http.Rejected;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.concurrent.Semaphore;

/**
 * Lets a bounded number of requests read at the same time, because each occupies a thread of the server until its
 * reader has taken the answer. A further one is refused and told to come again. Any thread.
 */
final class Readers {
    private static final Logger LOG = System.getLogger(Readers.class.getName());
    private static final int RETRY_S = 1;

    private final Limit limit;
    private final Runnable refused;
    private final Semaphore free;

    /**
     * Readers of one kind.
     *
     * @param limit how many
     * @param refused is told of each that is refused
     */
    Readers(Limits limits, Limit limit, Runnable refused) {
        this.limit = limit;
        this.refused = refused;
        this.free = new Semaphore(limits.asInt(limit));
    }

    /** What a reader gets. */
    interface Answer {
        /**
         * Writes it.
         *
         * @throws IOException if the reader has gone away
         */
        void send() throws IOException;
    }

    /** @throws Rejected if there are as many readers as allowed */
    void admit(Answer answer) throws IOException {
        if (!free.tryAcquire()) {
            refused.run();
            throw Rejected.busy("as many requests are reading as the server allows (" + limit.key() + ")", RETRY_S);
        }
        try {
            untilGone(answer);
        } finally {
            free.release();
        }
    }

    /** Sends an answer until its reader goes away. */
    static void untilGone(Answer answer) throws IOException {
        try {
            answer.send();
        } catch (CutShort missing) {
            throw missing;
        } catch (IOException gone) {
            // that is not the server's fault: if this were thrown, Payara would log a trace of 70 lines
            LOG.log(Logger.Level.DEBUG, "A reader has gone away", gone);
        }
    }
}
