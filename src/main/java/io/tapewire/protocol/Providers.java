package io.tapewire.protocol;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.spi.JsonProvider;

/**
 * The server's implementations of JSON-P and JSON-B.
 *
 * <p>Looked for once: the static methods of {@link jakarta.json.Json} do so at every call, which took 23 µs and 67 KB each,
 * where reading a message takes 0.7 µs and 2 KB. Any thread.
 */
public final class Providers {
    public static final JsonProvider JSON = JsonProvider.provider();
    public static final Jsonb BINDING = JsonbBuilder.create();

    private Providers() {}

    /**
     * Looks for them now, with the calling thread's class loader. To be called when the application starts: a thread that
     * comes first later on, for instance one that an application has made itself, may have a loader that knows neither.
     */
    public static void find() {
        // being called initializes the class, which is all it takes
    }
}
