package io.tapewire.shared;

/**
 * Requests that take effect once, on whichever servers they are sent. Any thread. {@link #begin} may wait for the store that
 * the servers share, and throws {@link io.tapewire.event.StoreUnavailable} if it does not answer.
 */
public interface SharedRequests {
    /** For a server that shares nothing: whoever uses it has to remember them. */
    SharedRequests NONE = new SharedRequests() {
        @Override
        public Begun begin(String id) {
            return new Begun(Outcome.DONE, 0, null);
        }

        @Override
        public void complete(String id, String answer) {
            // nobody else has to know
        }

        @Override
        public void end(String id) {
            // nobody else waits for it
        }
    };

    /** Whether a request may begin. */
    enum Outcome {
        DONE,
        /** It is in progress on another server. */
        IN_PROGRESS,
        /** There are as many as can be remembered. */
        TOO_MANY
    }

    /**
     * A request that wants to begin.
     *
     * @param done how many of its messages are stored
     * @param answer its answer if it was completed before, or else {@code null}
     */
    record Begun(Outcome outcome, long done, String answer) {}

    /** Begins a request, or one that has broken off. {@link #end} must follow if it could begin and has no answer. */
    Begun begin(String id);

    /** Its messages are stored, and this is its answer. If the store does not answer, that is only reported. */
    void complete(String id, String answer);

    /** It is over, however it has ended. Does not wait. */
    void end(String id);
}
