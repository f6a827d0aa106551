/** Sends published files over connections, in pieces beside the output. Knows no sockets. */
package io.tapewire.fetch;
