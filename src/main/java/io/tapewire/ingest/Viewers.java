package io.tapewire.ingest;

/** What a producer's pace depends on: the viewers of its channel. Any thread. */
interface Viewers {
    /** Nobody, for what no viewer waits for. */
    Viewers NONE = new Viewers() {
        @Override
        public long lagBytes() {
            return 0;
        }

        @Override
        public long takenBytes() {
            return 0;
        }

        @Override
        public long waitNanos(long now) {
            return 0;
        }
    };

    /** How far behind the slowest viewer is, in bytes, among those that a producer should wait for. */
    long lagBytes();

    /** Bytes of output sent so far to all of them together. */
    long takenBytes();

    /**
     * How long until flowing output may be sent to the first of them again, in nanoseconds; {@link Long#MAX_VALUE} if
     * there are none.
     */
    long waitNanos(long now);
}
