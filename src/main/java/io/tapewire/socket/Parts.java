package io.tapewire.socket;

import io.tapewire.channel.Senders;
import io.tapewire.config.Limits;
import jakarta.enterprise.inject.spi.CDI;

/** The beans that an endpoint uses. */
record Parts(Senders senders, Limits limits, Closers closers) {
    /** Looks the beans up. Injection into an endpoint costs memory on Payara, see {@link Endpoints}. */
    static Parts find() {
        CDI<Object> beans = CDI.current();
        return new Parts(
                beans.select(Senders.class).get(),
                beans.select(Limits.class).get(),
                beans.select(Closers.class).get());
    }
}
