package io.tapewire.terminal;

/** What DECSC saves, without the position, which depends on the terminal's size. */
final class SavedCursor {
    private final Attributes attributes = new Attributes();
    private char charset = Charsets.ASCII;

    void save(Attributes current, char inUse) {
        attributes.set(current);
        charset = inUse;
    }

    void reset() {
        attributes.reset();
        charset = Charsets.ASCII;
    }

    Attributes attributes() {
        return attributes;
    }

    char charset() {
        return charset;
    }

    boolean isFresh() {
        return attributes.isFresh() && charset == Charsets.ASCII;
    }
}
