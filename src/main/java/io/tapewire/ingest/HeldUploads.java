package io.tapewire.ingest;

import io.tapewire.log.Run;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.time.InstantSource;
import java.util.List;

/**
 * Notices that a proxy keeps uploads until their end, and says so once. Any thread.
 *
 * <p>Such a proxy knows the length of what it passes on, and passes it on at once. So does a client that uploads a file.
 * The difference is time: here the run was declared long before its first byte came. That must happen several times, and
 * one upload without a length shows that the proxy keeps nothing.
 */
final class HeldUploads {
    private static final Logger LOG = System.getLogger(HeldUploads.class.getName());
    private static final int ENOUGH = 3;
    private static final long LONG_MILLIS = 10_000;
    private static final long AT_ONCE_MILLIS = 1_000;
    private static final List<String> OF_PROXIES =
            List.of("Via", "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP");

    private final InstantSource clock;
    private int held;
    private boolean decided;

    HeldUploads(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * An upload begins.
     *
     * @param run the run that it is a part of
     * @return what must be called when the upload is complete
     */
    Runnable begin(HttpServletRequest request, Run run) {
        if (isDecided() || !isPassedOn(request)) {
            return () -> {};
        }
        if (request.getContentLengthLong() < 0) {
            decide();
            return () -> {};
        }
        long begun = clock.millis();
        if (run.received() > 0 || begun - run.startedMillis() < LONG_MILLIS) {
            return () -> {};
        }
        return () -> {
            if (clock.millis() - begun < AT_ONCE_MILLIS) {
                count();
            }
        };
    }

    private synchronized boolean isDecided() {
        return decided;
    }

    private synchronized void decide() {
        decided = true;
    }

    private synchronized void count() {
        held++;
        if (held == ENOUGH && !decided) {
            decided = true;
            LOG.log(
                    Logger.Level.WARNING,
                    "Uploads that a proxy passes on arrive only at their end: {0} runs had begun more than {1} s before"
                            + " their output came, all at once. Switch off the proxy''s buffering of"
                            + " requests for /channels/ (docs/operations.md). If these were files that were uploaded at"
                            + " the end of a run, nothing is wrong",
                    ENOUGH,
                    LONG_MILLIS / 1_000);
        }
    }

    private static boolean isPassedOn(HttpServletRequest request) {
        // nginx adds no header by itself, but speaks HTTP/1.0
        return request.getProtocol().equals("HTTP/1.0")
                || OF_PROXIES.stream().anyMatch(name -> request.getHeader(name) != null);
    }
}
