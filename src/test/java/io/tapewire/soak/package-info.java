/** A soak from outside: producers and viewers that break off, resume, stall and ask for windows, for as long as one likes; each line is checked. */
package io.tapewire.soak;
