/** HTTP in: turns requests under {@code /channels} into the events that beans fire, and answers what is there. */
package io.tapewire.ingest;
