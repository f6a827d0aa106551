package io.tapewire.shared;

/** Writes things as texts, so that other servers can read them. */
public interface Codec<T> {
    String write(T thing);

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IllegalArgumentException if another version has
     */
    T read(String text);
}
