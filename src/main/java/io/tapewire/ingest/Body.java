package io.tapewire.ingest;

import io.tapewire.http.Rejected;
import java.util.function.Consumer;

/** Receives a request's body, piece by piece. One thread at a time. */
interface Body {
    /**
     * Reading begins.
     *
     * @param stop ends the request without waiting for more bytes. Any thread may call it, also before this returns
     */
    default void begin(Consumer<Rejected> stop) {}

    /** Whether its producer can go on at another server where this body ends. */
    default boolean resumes() {
        return false;
    }

    /**
     * Receives the next piece. It may end anywhere, for instance in the middle of a character.
     *
     * @throws Rejected if it cannot be accepted; no more pieces follow
     */
    void take(byte[] bytes, int length);

    /**
     * The body is complete.
     *
     * @throws Rejected if its last part cannot be accepted
     */
    void end();

    /** The body breaks off here, because its producer is gone or because it was rejected. No more pieces follow. */
    void breakOff();
}
