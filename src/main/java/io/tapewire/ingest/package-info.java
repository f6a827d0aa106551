/** HTTP: turns requests under {@code /channels} into the events that beans fire, and answers requests that read. */
package io.tapewire.ingest;
