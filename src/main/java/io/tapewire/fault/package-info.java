/** Faults of our own: each is survived by those whom it does not concern, and told loudly but not without end. */
package io.tapewire.fault;
