package io.tapewire.redis;

/** Something in Redis that other servers change. Its methods are called by the thread that looks for changes. */
interface Watched {
    /** Looks whether something has changed. */
    void look();

    /** Another process of Redis has it, which may have lost some of it. */
    void lost();
}
