/**
 * A soak from outside: producers and viewers disconnect, resume, stall and ask for windows, for any length of time. Every line
 * is checked.
 */
package io.tapewire.soak;
