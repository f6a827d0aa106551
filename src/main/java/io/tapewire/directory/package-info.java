/** The list of channels, and what has changed in it since somebody was told of it. */
package io.tapewire.directory;
