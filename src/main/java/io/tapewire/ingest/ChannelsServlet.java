package io.tapewire.ingest;

import io.tapewire.channel.Channel;
import io.tapewire.channel.Channels;
import io.tapewire.security.Refusal;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Passes each request under {@code /channels} to its handler. */
@WebServlet(
        urlPatterns = {"/channels", "/channels/*"},
        asyncSupported = true)
public class ChannelsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Publishing publishing;

    @Inject
    private transient Channels channels;

    private final transient Routes routes = new Routes()
            .on("GET", Target.ALL, (target, request, response) -> Reading.list(channels, response))
            .on("DELETE", Target.CHANNEL, (target, request, response) -> delete(target.channel(), response))
            .on("GET", "output", (target, request, response) -> Reading.output(channels, target.channel(), response))
            .on("PUT", "output", this::publishOutput)
            .on("POST", "output", this::publishOutput)
            .on("POST", "messages", this::publishMessages)
            .on("GET", "runs", (target, request, response) -> Runs.list(find(target), request, response))
            .on("GET", Target.RUN, (target, request, response) -> Runs.one(find(target), target.item(), response));

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            routes.serve(Target.of(request), request, response);
        } catch (RuntimeException | Error e) {
            Rejected rejected = Rejected.because(e);
            Refusal.send(response, rejected.status(), rejected.code(), rejected.getMessage());
        }
    }

    private Channel find(Target target) {
        return channels.find(target.channel()).orElseThrow(() -> Reading.unknown(target.channel()));
    }

    private void publishOutput(Target target, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        publishing.output(target.channel(), request, response);
    }

    private void publishMessages(Target target, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        publishing.messages(target.channel(), request, response);
    }

    private void delete(String channel, HttpServletResponse response) {
        if (!channels.delete(channel)) {
            throw Reading.unknown(channel);
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
