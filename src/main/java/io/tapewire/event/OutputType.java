package io.tapewire.event;

/** Where a piece of terminal output came from; viewers may show each kind in its own way. */
public enum OutputType {
    /** What the program prints. */
    OUTPUT,
    /** What the program prints as an error. */
    ERROR,
    /** Information about the program that it did not print itself. */
    INFO
}
