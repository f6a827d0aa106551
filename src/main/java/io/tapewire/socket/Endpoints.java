package io.tapewire.socket;

import io.tapewire.channel.Senders;
import io.tapewire.config.Limits;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Makes the endpoint of each connection.
 *
 * <p>The containers would do so, too, but Payara keeps the whole description of what is injected for each session: 1.5 KB.
 */
public final class Endpoints extends ServerEndpointConfig.Configurator {
    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        return type.cast(new TapewireEndpoint(get(Senders.class), get(Limits.class), get(Closers.class)));
    }

    // looked up here: injection into a configurator does not work on Payara, and WildFly allows no look-up in @OnClose
    private static <T> T get(Class<T> type) {
        return CDI.current().select(type).get();
    }
}
