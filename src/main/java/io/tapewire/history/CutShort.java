package io.tapewire.history;

import java.io.IOException;

/** An answer must end before its announced length, because records have been evicted while it was sent. */
final class CutShort extends IOException {
    private static final long serialVersionUID = 1;

    CutShort(String message) {
        super(message);
    }
}
