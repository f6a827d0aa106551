/** Several servers that share a Redis, seen from outside: what is done to them, and a checker that finds every record that is lost, repeated or out of place. */
package io.tapewire.nodes;
