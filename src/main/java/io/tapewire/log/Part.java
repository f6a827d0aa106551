package io.tapewire.log;

/**
 * A part of a log as {@link Log#partAt} returns it: records, or the gap in their place. Immutable, and readable for as
 * long as it is referenced, even if the log forgets it. Any thread.
 */
public sealed interface Part permits Excerpt, Gap {
    /** Offset of the first record. */
    long first();

    /** Offset of the last record. The next part is at the offset after it. */
    long last();
}
