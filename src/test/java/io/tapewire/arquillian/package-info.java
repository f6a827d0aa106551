/** How the integration tests use Arquillian. */
package io.tapewire.arquillian;
