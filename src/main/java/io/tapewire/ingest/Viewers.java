package io.tapewire.ingest;

/** What a producer's pace depends on: those who watch its channel. Any thread. */
interface Viewers {
    /** How far the slowest is behind that should be waited for, in bytes. */
    long lagBytes();

    /** Bytes of output that they were sent so far, all together. */
    long takenBytes();

    /** How long until flowing output may be sent to the first of them again; {@link Long#MAX_VALUE} if there are none. */
    long waitNanos(long now);
}
