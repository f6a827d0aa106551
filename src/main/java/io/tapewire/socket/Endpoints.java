package io.tapewire.socket;

import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Makes the endpoint of each connection.
 *
 * <p>The containers would do so, too, but Payara keeps the whole description of what is injected for each session: 1.5 KB.
 */
public final class Endpoints extends ServerEndpointConfig.Configurator {
    private Parts parts;

    @Override
    public synchronized <T> T getEndpointInstance(Class<T> type) {
        if (parts == null) {
            // looked up, and only now: injection into a configurator does not work on Payara, which makes it before
            // there are beans
            parts = Parts.find();
        }
        return type.cast(new TapewireEndpoint(parts));
    }
}
