/** The events that beans fire to publish: the public API for Java code. */
package io.tapewire.event;
