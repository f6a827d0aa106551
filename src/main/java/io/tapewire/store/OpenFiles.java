package io.tapewire.store;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files that are open for writing. When there are too many, the one that was not used for longest is closed; its channel
 * opens it again with the next record. Any thread.
 */
final class OpenFiles {
    private final int most;
    private final Health health;
    /** The one that was used last comes last. */
    private final Map<Appender, Boolean> byUse = new LinkedHashMap<>(16, 0.75f, true);

    OpenFiles(int most, Health health) {
        this.most = most;
        this.health = health;
    }

    /** This file is about to be used. The caller must not hold the appender's lock, because another one's is taken here. */
    void use(Appender appender) {
        Appender excess = put(appender);
        if (excess != null) {
            try {
                excess.rest();
            } catch (IOException failure) {
                health.fails("Cannot close a file of the history", failure);
            }
        }
    }

    private synchronized Appender put(Appender appender) {
        byUse.put(appender, true);
        if (byUse.size() <= most) {
            return null;
        }
        Iterator<Appender> oldest = byUse.keySet().iterator();
        Appender excess = oldest.next();
        oldest.remove();
        return excess;
    }

    synchronized void closed(Appender appender) {
        byUse.remove(appender);
    }
}
