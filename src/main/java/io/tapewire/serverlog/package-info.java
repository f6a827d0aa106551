/** Publishes the server's own log as a channel, so that there is always something to see. */
package io.tapewire.serverlog;
