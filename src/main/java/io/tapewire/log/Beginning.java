package io.tapewire.log;

/**
 * What the output before a place leaves there.
 *
 * @param state escape sequences that bring a fresh terminal into the state at this place; empty for a fresh one's
 * @param midLine whether the place is within a line
 */
record Beginning(String state, boolean midLine) {
    static final Beginning FRESH = new Beginning("", false);
}
