package io.tapewire.log;

/**
 * How many bytes of a run's output some records include, and all records before them. What has arrived and is not in a
 * record yet, for instance the beginning of a character, does not count.
 *
 * @param run the run's name
 * @param before how many the records before these include
 * @param after how many they include up to the last one of these
 */
public record Received(String run, long before, long after) {}
