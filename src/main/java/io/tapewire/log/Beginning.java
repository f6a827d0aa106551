package io.tapewire.log;

/**
 * What the output before a place in the log leaves behind.
 *
 * @param state escape sequences that bring a fresh terminal into the state at this place; empty if that is the state
 *     of a fresh terminal
 * @param midLine whether the place is within a line
 */
record Beginning(String state, boolean midLine) {
    static final Beginning FRESH = new Beginning("", false);
}
