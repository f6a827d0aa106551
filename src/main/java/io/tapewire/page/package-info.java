/** The page and the component; they and the client are under {@code META-INF/resources}, here is what serves them. */
package io.tapewire.page;
