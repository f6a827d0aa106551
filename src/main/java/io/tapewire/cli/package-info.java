/** The command {@code tapewire}: publishes and reads from the command line; a jar of its own that no server needs. */
package io.tapewire.cli;
