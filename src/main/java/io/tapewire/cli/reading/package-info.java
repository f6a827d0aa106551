/** Follows a channel, and finds the place in it to begin with. */
package io.tapewire.cli.reading;
