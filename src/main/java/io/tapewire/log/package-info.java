/** What is stored: the records of a channel in order, as ready frames, with positions and bounds. */
package io.tapewire.log;
