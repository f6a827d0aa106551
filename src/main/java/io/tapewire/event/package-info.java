/** What a bean fires to be seen: the public API for Java code. */
package io.tapewire.event;
