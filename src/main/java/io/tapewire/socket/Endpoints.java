package io.tapewire.socket;

import io.tapewire.channel.Senders;
import io.tapewire.config.Limits;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Makes the endpoint of each connection.
 *
 * <p>The containers would do so, too, but Payara keeps the whole description of what is injected for each session: 1.5 KB.
 * By the specification an endpoint has a constructor without parameters; Payara and WildFly do not ask for one where a
 * configurator makes it.
 */
public final class Endpoints extends ServerEndpointConfig.Configurator {
    private Senders senders;
    private Limits limits;
    private Closers closers;

    @Override
    public synchronized <T> T getEndpointInstance(Class<T> type) {
        if (senders == null) {
            // looked up, and only now: injection into a configurator does not work on Payara, which makes it before
            // there are beans
            CDI<Object> beans = CDI.current();
            limits = beans.select(Limits.class).get();
            closers = beans.select(Closers.class).get();
            senders = beans.select(Senders.class).get();
        }
        return type.cast(new TapewireEndpoint(senders, limits, closers));
    }
}
