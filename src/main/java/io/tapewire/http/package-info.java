/** HTTP under {@code /channels}: the servlet, what an address names, its parameters, and how errors are answered. */
package io.tapewire.http;
