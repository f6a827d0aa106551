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
        for (int i = 0; i < epochs.size(); i++) {
            if (epochs.get(i).epoch().equals(epoch)) {
                return i + 1 == epochs.size() || offset < epochs.get(i + 1).first();
            }
        }
        return false;
    }
}
