/** Live terminals for Jakarta EE: ingest, event, broadcast, log, channel, socket, page, in the order of the data. */
package io.tapewire;
