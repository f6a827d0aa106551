package io.tapewire.store;

import io.tapewire.fault.FaultLog;
import java.io.IOException;
import java.lang.System.Logger;

/** Whether the history can be written. Says so in the log when that changes, and not for each record. Any thread. */
final class Health {
    private static final Logger LOG = System.getLogger(Health.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(Health.class);

    private volatile boolean failing;

    /** Something could not be read. */
    void cannotRead(String what, IOException failure) {
        FAULTS.report(what, failure);
    }

    void fails(String what, IOException failure) {
        failing = true;
        FAULTS.report(what, failure);
    }

    void works() {
        if (failing) {
            failing = false;
            LOG.log(Logger.Level.INFO, "The history is stored again");
        }
    }

    boolean isFailing() {
        return failing;
    }
}
