package io.tapewire.log;

/**
 * Where an epoch of a log begins. Records before it belong to the log as well; they were written in an earlier epoch.
 *
 * @param epoch identity of the log from here on
 * @param first offset of the first record of this epoch
 */
public record EpochStart(String epoch, long first) {}
