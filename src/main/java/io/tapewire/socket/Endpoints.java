package io.tapewire.socket;

import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Creates the endpoint of each connection.
 *
 * <p>The containers can do this, but Payara then keeps the description of the injected beans for each session: 1.5
 * KB.
 */
public final class Endpoints extends ServerEndpointConfig.Configurator {
    private Parts parts;

    @Override
    public synchronized <T> T getEndpointInstance(Class<T> type) {
        if (parts == null) {
            // looked up here, because Payara creates the configurator before there are beans, so injection into it
            // does not work
            parts = Parts.find();
        }
        return type.cast(new TapewireEndpoint(parts));
    }
}
