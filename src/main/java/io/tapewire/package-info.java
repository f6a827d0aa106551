/** Live terminals for Jakarta EE: event → broadcast → channel → socket, with ingest and page at the ends. */
package io.tapewire;
