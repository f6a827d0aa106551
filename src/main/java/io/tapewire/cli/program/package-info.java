/** Runs a program, in a terminal of its own where the system has one: its output, its signals and its status. */
package io.tapewire.cli.program;
