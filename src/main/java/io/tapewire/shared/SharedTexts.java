package io.tapewire.shared;

import java.util.Map;

/** Texts by name that all servers share. Any thread. Each method may wait. */
public interface SharedTexts {
    /** What {@link #all} gives in place of a secret text that a server with another {@code tapewire.token} has put. */
    String UNREADABLE = "";

    /** For a server that shares nothing. It keeps no texts: whoever uses it has to remember them. */
    SharedTexts NONE = new SharedTexts() {
        @Override
        public Map<String, String> all() {
            return Map.of();
        }

        @Override
        public void put(String name, String text) {
            // nobody else has to know
        }

        @Override
        public void remove(String name) {
            // nobody else knows
        }

        @Override
        public void onChange(Runnable changed, Runnable lost) {
            // nobody else changes anything
        }

        @Override
        public void refresh() {
            // nothing has changed
        }
    };

    /** All of them. */
    Map<String, String> all();

    /**
     * Adds one, or replaces the one of that name.
     *
     * @throws io.tapewire.event.StoreUnavailable if the other servers cannot be told
     */
    void put(String name, String text);

    /**
     * Removes one.
     *
     * @throws io.tapewire.event.StoreUnavailable if the other servers cannot be told
     */
    void remove(String name);

    /**
     * Names whoever wants to know of changes.
     *
     * @param changed from now on called when another server may have changed something
     * @param lost from now on called when all texts may have been lost: whoever still has some puts them again
     */
    void onChange(Runnable changed, Runnable lost);

    /**
     * When this returns, {@code changed} has taken over everything that was put and removed before it was called.
     *
     * @throws io.tapewire.event.StoreUnavailable if the store does not answer for too long
     */
    void refresh();
}
