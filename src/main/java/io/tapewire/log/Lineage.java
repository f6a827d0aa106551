package io.tapewire.log;

import java.util.List;

/**
 * The epochs of one log, oldest first. A position of an older epoch is good up to where the next epoch begins: the
 * records up to there are the same. Immutable.
 */
record Lineage(List<EpochStart> epochs) {
    /** The epoch that the log has now. */
    String epoch() {
        return epochs.get(epochs.size() - 1).epoch();
    }

    /** Whether the log's records up to this offset are those that this epoch had, if the log has as many. */
    boolean has(String epoch, long offset) {
        return offset <= sharedWith(epoch);
    }

    /**
     * The last record that the log has in common with one that had this epoch, if it has as many; 0 if there is none;
     * negative if the log never had this epoch.
     */
    long sharedWith(String epoch) {
        for (int i = 0; i < epochs.size(); i++) {
            if (epochs.get(i).epoch().equals(epoch)) {
                return endOf(i);
            }
        }
        return -1;
    }

    /** The same for a log that had all these epochs: they may have parted before its last one. */
    long sharedWith(Lineage other) {
        for (int i = other.epochs.size() - 1; i >= 0; i--) {
            long shared = sharedWith(other.epochs.get(i).epoch());
            if (shared >= 0) {
                return Math.min(shared, other.endOf(i));
            }
        }
        return -1;
    }

    /** The last record that an epoch can have. */
    private long endOf(int index) {
        return index + 1 == epochs.size()
                ? Long.MAX_VALUE
                : epochs.get(index + 1).first() - 1;
    }
}
