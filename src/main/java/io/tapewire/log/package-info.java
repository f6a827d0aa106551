/**
 * What is stored: a channel's records in order as ready frames, with positions, gaps and bounds. Does not know
 * viewers.
 */
package io.tapewire.log;
