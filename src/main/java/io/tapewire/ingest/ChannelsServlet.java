package io.tapewire.ingest;

import io.tapewire.channel.Channel;
import io.tapewire.channel.Channels;
import io.tapewire.channel.TooManyChannels;
import io.tapewire.event.RunRefused;
import io.tapewire.protocol.BadEnvelope;
import io.tapewire.security.Refusal;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;

/** Finds out what a request under {@code /channels} wants, and who does it. */
@WebServlet(
        urlPatterns = {"/channels", "/channels/*"},
        asyncSupported = true)
public class ChannelsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(ChannelsServlet.class.getName());

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
        } catch (BadEnvelope bad) {
            Refusal.send(response, 400, bad.code(), bad.getMessage());
        } catch (TooManyChannels full) {
            Refusal.send(response, 503, "too_many_channels", full.getMessage());
        } catch (RunRefused refused) {
            Rejected rejected = Rejected.of(refused, "");
            Refusal.send(response, rejected.status(), rejected.code(), rejected.getMessage());
        } catch (Rejected rejected) {
            Refusal.send(response, rejected.status(), rejected.code(), rejected.getMessage());
        } catch (RuntimeException e) {
            // whatever an observer threw, for instance one of the application that this is a part of
            LOG.log(Logger.Level.ERROR, "A request failed", e);
            Refusal.send(response, 503, "failed", "the server could not take this");
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
