package io.tapewire.ingest;

import io.tapewire.audit.Act;
import io.tapewire.channel.Channels;
import io.tapewire.http.Rejected;
import io.tapewire.http.Resources;
import io.tapewire.http.Routes;
import io.tapewire.http.Target;
import io.tapewire.security.RequestAudit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;

/** Deletes a channel's log. */
@ApplicationScoped
public class Deleting implements Resources {
    @Inject
    private Channels channels;

    @Inject
    private RequestAudit audit;

    @Override
    public void addTo(Routes routes) {
        routes.on("DELETE", Target.CHANNEL, (target, request, response) -> {
            delete(target.channel());
            audit.note(request, Act.DELETED, target.channel());
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        });
    }

    private void delete(String channel) {
        if (!channels.delete(channel)) {
            throw Rejected.unknownChannel(channel);
        }
    }
}
