package io.tapewire.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was appended on this server and is not stored yet, oldest first. Bounded by what a producer may append before it
 * waits for the store. Guarded by its log.
 */
final class Pending {
    private List<Operation> operations = new ArrayList<>();

    void add(Operation operation) {
        operations.add(operation);
    }

    int count() {
        return operations.size();
    }

    /** How many messages of requests are stored when all of them are. */
    Map<String, Long> messages() {
        Map<String, Long> numbers = Map.of();
        for (Operation each : operations) {
            if (each instanceof Operation.Data data && data.message() != null) {
                numbers = numbers.isEmpty() ? new HashMap<>() : numbers;
                numbers.put(data.message().request(), data.message().number());
            }
        }
        return numbers;
    }

    /** The oldest ones are stored. */
    void stored(int count) {
        operations.subList(0, count).clear();
    }

    /** Takes all of them. */
    List<Operation> takeAll() {
        List<Operation> taken = operations;
        operations = new ArrayList<>();
        return taken;
    }
}
