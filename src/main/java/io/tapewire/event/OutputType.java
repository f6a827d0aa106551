package io.tapewire.event;

/** Where a piece of terminal output came from; viewers may show each kind in its own way. */
public enum OutputType {
    /** What the program prints. */
    OUTPUT,
    /** What the program prints as an error. */
    ERROR,
    /** What is said about the program, not by it. */
    INFO
}
