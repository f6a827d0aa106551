package io.tapewire.ingest;

import io.tapewire.access.Caller;

/** Whose channels and masked values count together. */
final class Share {
    private Share() {}

    /** Of this caller; {@code null} for the administrator, who may have them all. */
    static Object of(Caller caller) {
        return caller.isAdministrator() ? null : caller.owner();
    }
}
