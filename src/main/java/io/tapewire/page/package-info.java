/** Serves the page, the component and the client, which are under {@code META-INF/resources}. */
package io.tapewire.page;
