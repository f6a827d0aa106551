/** Publishing over HTTP: turns requests under {@code /channels} into the events that beans fire. */
package io.tapewire.ingest;
