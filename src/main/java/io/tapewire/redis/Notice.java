package io.tapewire.redis;

import io.tapewire.log.TimeSource;
import java.lang.System.Logger;
import java.util.EnumMap;
import java.util.Map;

/**
 * Tells whoever runs the server what is wrong with Redis: once, not for each request, and not each time if it comes and goes.
 * Any thread.
 */
final class Notice {
    private static final Logger LOG = System.getLogger(Notice.class.getName());
    private static final long QUIET_MILLIS = 60_000;

    private final String place;
    private final TimeSource clock;
    private final Map<Trouble, Long> toldMillis = new EnumMap<>(Trouble.class);
    private Trouble present = Trouble.NONE;
    /** Whether somebody has been told of a trouble and not of its end. */
    private boolean told;

    /** @param place where Redis is, without a password */
    Notice(String place, TimeSource clock) {
        this.place = place;
        this.clock = clock;
    }

    synchronized void fails(Trouble trouble) {
        long now = clock.elapsedMillis();
        Long before = toldMillis.get(trouble);
        if (trouble != present && (before == null || now - before >= QUIET_MILLIS)) {
            toldMillis.put(trouble, now);
            told = true;
            LOG.log(Logger.Level.ERROR, "Redis at " + place + ": " + trouble.words() + ". Output waits for it.");
        }
        present = trouble;
    }

    synchronized void works() {
        present = Trouble.NONE;
        if (told) {
            told = false;
            LOG.log(Logger.Level.INFO, "Redis at " + place + " works again");
        }
    }
}
