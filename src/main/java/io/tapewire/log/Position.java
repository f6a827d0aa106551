package io.tapewire.log;

/**
 * A place in a channel.
 *
 * @param epoch which log
 * @param offset the last record before that place; 0 at the log's beginning
 */
public record Position(String epoch, long offset) {}
