/** Replaces secrets in output before it reaches a log: the values, their encodings, and an automaton that finds them. */
package io.tapewire.mask;
