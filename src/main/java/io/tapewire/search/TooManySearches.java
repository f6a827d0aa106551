package io.tapewire.search;

/** As many searches run as are allowed. */
public final class TooManySearches extends Exception {
    private static final long serialVersionUID = 1;

    TooManySearches() {
        super("as many searches run as are allowed");
    }
}
