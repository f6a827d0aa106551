/** Who are you, and what may you do: asked before anything else happens. */
package io.tapewire.security;
