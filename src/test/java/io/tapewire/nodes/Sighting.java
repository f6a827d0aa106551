package io.tapewire.nodes;

/** A message about a channel, as a viewer gets it. */
sealed interface Sighting {
    /**
     * Delivery begins, or goes on, after this record.
     *
     * @param recovered whether everything from the viewer's own position on will come
     */
    record Begun(String epoch, long offset, boolean recovered) implements Sighting {}

    /**
     * One record, or several that came as one.
     *
     * @param stream the type of output, empty for other records
     */
    record Records(String epoch, long first, long last, String stream, String text) implements Sighting {}

    /** These records will not come. */
    record Gap(long from, long to, String reason) implements Sighting {}
}
