package io.tapewire.event;

/** How a run ended. */
public enum RunOutcome {
    /** The program ended by itself, successfully or not: see its exit status. */
    FINISHED,
    /** The connection to the program broke. */
    INTERRUPTED,
    /** Nothing was heard from the program for too long. */
    LOST
}
