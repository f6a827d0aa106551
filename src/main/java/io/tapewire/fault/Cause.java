package io.tapewire.fault;

/**
 * What makes two faults the same.
 *
 * @param failure what has failed
 * @param type name of the class of what was thrown first
 * @param place where that was, or {@code null} if it does not say
 */
record Cause(String failure, String type, StackTraceElement place) {
    /** Stands for all that there is no room for. */
    static final Cause OTHERS = new Cause("", "", null);

    /** So deep at most: causes may go in a circle. */
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
