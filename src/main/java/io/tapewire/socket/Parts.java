package io.tapewire.socket;

import io.tapewire.access.Access;
import io.tapewire.access.Revocations;
import io.tapewire.audit.Audit;
import io.tapewire.channel.Senders;
import io.tapewire.config.Limits;
import io.tapewire.directory.Directory;
import io.tapewire.fetch.Fetchers;
import io.tapewire.security.Callers;
import jakarta.enterprise.inject.spi.CDI;

/** The beans that an endpoint uses. */
record Parts(
        Senders senders,
        Directory directory,
        Limits limits,
        FrameDeflater deflater,
        Closers closers,
        Access access,
        Revocations revocations,
        Pass.ByToken callers,
        ConnectionQuota quota,
        Fetchers fetchers,
        Audit audit) {
    /** Looks the beans up. Injection into an endpoint costs memory on Payara, see {@link Endpoints}. */
    static Parts find() {
        CDI<Object> beans = CDI.current();
        return new Parts(
                beans.select(Senders.class).get(),
                beans.select(Directory.class).get(),
                beans.select(Limits.class).get(),
                beans.select(FrameDeflater.class).get(),
                beans.select(Closers.class).get(),
                beans.select(Access.class).get(),
                beans.select(Revocations.class).get(),
                beans.select(Callers.class).get()::byToken,
                beans.select(ConnectionQuota.class).get(),
                beans.select(Fetchers.class).get(),
                beans.select(Audit.class).get());
    }
}
