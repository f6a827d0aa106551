/** Logs the last lines of the start: the page's address and a command to publish with. */
package io.tapewire.welcome;
