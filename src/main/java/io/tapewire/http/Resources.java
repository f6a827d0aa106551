package io.tapewire.http;

/**
 * Some of the resources under {@code /channels}. The servlet asks every bean of this type for its handlers, so it knows
 * no package that has some.
 */
public interface Resources {
    /** Adds the handlers of these resources. */
    void addTo(Routes routes);
}
