package io.tapewire.mask;

/** Values that are masked in a channel until this is closed. Closing it again changes nothing. */
public interface Registration extends AutoCloseable {
    @Override
    void close();
}
