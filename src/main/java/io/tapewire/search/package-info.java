/** Reads logs as lines, and finds lines in them: newest first, block by block. */
package io.tapewire.search;
