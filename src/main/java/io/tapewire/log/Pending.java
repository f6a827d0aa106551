package io.tapewire.log;

import java.util.ArrayList;
import java.util.List;

/**
 * What was appended on this server and is not stored yet, oldest first. Bounded by what a producer may append before it
 * waits for the store. Guarded by its log.
 */
final class Pending {
    private List<Operation> operations = new ArrayList<>();
    /** How many of them are on their way to the store. */
    private int inFlight;

    void add(Operation operation) {
        operations.add(operation);
    }

    /** All of them are on their way to the store. */
    void depart() {
        inFlight = operations.size();
    }

    /** Those that were on their way are stored. */
    void arrived() {
        operations.subList(0, inFlight).clear();
        inFlight = 0;
    }

    /** Takes all of them. */
    List<Operation> takeAll() {
        List<Operation> taken = operations;
        operations = new ArrayList<>();
        inFlight = 0;
        return taken;
    }
}
