/** Faults of our own: a fault does not affect others, and it is logged, but at a limited rate. */
package io.tapewire.fault;
