/** Authentication and authorization, which are checked before anything else. */
package io.tapewire.security;
