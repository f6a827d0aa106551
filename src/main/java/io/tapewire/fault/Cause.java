package io.tapewire.fault;

/**
 * Identifies a fault. Two faults with the same cause count as the same.
 *
 * @param failure what has failed
 * @param type name of the class of the root cause
 * @param place where that was thrown, or {@code null} if unknown
 */
record Cause(String failure, String type, StackTraceElement place) {
    /** Stands for all causes that there is no room for. */
    static final Cause OTHERS = new Cause("", "", null);

    /** The most causes that are followed, because a chain of causes may be a cycle. */
    private static final int DEEPEST = 20;

    static Cause of(String failure, Throwable fault) {
        Throwable first = fault;
        for (int depth = 0; depth < DEEPEST && first.getCause() != null; depth++) {
            first = first.getCause();
        }
        StackTraceElement[] trace = first.getStackTrace();
        return new Cause(failure, first.getClass().getName(), trace.length == 0 ? null : trace[0]);
    }
}
