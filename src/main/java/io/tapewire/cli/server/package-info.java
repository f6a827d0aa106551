/** The server as the command sees it: addresses, requests, and what it refuses. */
package io.tapewire.cli.server;
