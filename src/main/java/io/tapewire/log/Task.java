package io.tapewire.log;

/**
 * The last status of a task.
 *
 * @param id the publisher's name for the task
 * @param data the {@code data} object of its last {@code task_status}, as JSON
 * @param offset offset of this record, which the log may have forgotten
 * @param millis when this record entered the log, in milliseconds of the epoch
 */
public record Task(String id, String data, long offset, long millis) {}
