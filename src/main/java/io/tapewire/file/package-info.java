/** Keeps the files that producers publish to channels, and those that are still being uploaded. Knows no HTTP and no viewers. */
package io.tapewire.file;
