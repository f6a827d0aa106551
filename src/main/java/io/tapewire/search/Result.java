package io.tapewire.search;

import java.util.Locale;

/**
 * How a search ended.
 *
 * @param next all hits at this record and later ones have been told
 */
public record Result(Reason reason, long next) {
    /** Why it ended. */
    public enum Reason {
        /** All that is retained, or was asked for, was searched. */
        EXHAUSTED,
        /** As many hits as wanted were found. */
        LIMIT,
        /** It took as long as a search may take. */
        TIME,
        /** The same reader has begun another search. */
        REPLACED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
