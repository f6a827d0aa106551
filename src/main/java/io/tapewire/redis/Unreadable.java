package io.tapewire.redis;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import java.util.function.Supplier;

/** Something in Redis that this version of the server cannot read, most likely because a later one has written it. */
final class Unreadable {
    private static final FaultLog FAULTS = FaultLog.of(Unreadable.class);

    private Unreadable() {}

    /**
     * Reads something.
     *
     * @throws StoreUnavailable if that fails, which is logged. Nobody goes on with what would be only a part of a log
     */
    static <T> T orElseRefuse(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException otherVersion) {
            FAULTS.report(
                    "A channel in Redis cannot be used by this server. If a later version of Tapewire has written to it,"
                            + " update this server",
                    otherVersion);
            throw new StoreUnavailable(
                    "this server cannot read what another one has stored: " + otherVersion.getMessage(), otherVersion);
        }
    }
}
