package io.tapewire.ingest;

/** What takes a request's body, piece by piece. One thread at a time. */
interface Body {
    /**
     * Takes the next piece, which may end anywhere, in the middle of a character for instance.
     *
     * @throws Rejected if it can't be taken; nothing more will come
     */
    void take(byte[] bytes, int length);

    /**
     * The body is complete.
     *
     * @throws Rejected if its last part can't be taken
     */
    void end();

    /** The body breaks off here, because its producer is gone or because it was rejected. Nothing more will come. */
    void breakOff();
}
