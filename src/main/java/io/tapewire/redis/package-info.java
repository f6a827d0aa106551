/** Keeps logs in a Redis that several servers share. */
package io.tapewire.redis;
