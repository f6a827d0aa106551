package io.tapewire.ingest;

import io.tapewire.channel.Channels;
import io.tapewire.http.Rejected;
import io.tapewire.http.Resources;
import io.tapewire.http.Routes;
import io.tapewire.http.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;

/** Deletes a channel's log. */
@ApplicationScoped
public class Deleting implements Resources {
    @Inject
    private Channels channels;

    @Override
    public void addTo(Routes routes) {
        routes.on("DELETE", Target.CHANNEL, (target, request, response) -> delete(target.channel(), response));
    }

    private void delete(String channel, HttpServletResponse response) {
        if (!channels.delete(channel)) {
            throw Rejected.unknownChannel(channel);
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
