/** What is stored: a channel's records in order as ready frames, with positions, gaps and bounds; knows nothing of viewers. */
package io.tapewire.log;
