package io.tapewire.ingest;

import io.tapewire.channel.Channels;
import io.tapewire.security.Refusal;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Finds out what a request under {@code /channels} wants, and who does it. */
@WebServlet(
        urlPatterns = {"/channels", "/channels/*"},
        asyncSupported = true)
public class ChannelsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Publishing publishing;

    @Inject
    private transient Channels channels;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            serve(Target.of(request), request, response);
        } catch (RuntimeException | Error e) {
            Rejected rejected = Rejected.because(e);
            Refusal.send(response, rejected.status(), rejected.code(), rejected.getMessage());
        }
    }

    private void serve(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String wish = request.getMethod() + " " + (target.channel() == null ? "channels" : target.resource());
        switch (wish) {
            case "GET channels" -> Reading.list(channels, response);
            case "GET output" -> Reading.output(channels, target.channel(), response);
            case "PUT output", "POST output" -> publishing.output(target.channel(), request, response);
            case "POST messages" -> publishing.messages(target.channel(), request, response);
            case "DELETE null" -> delete(target.channel(), response);
            default ->
                throw new Rejected(
                        404,
                        "not_found",
                        "there is nothing here that takes " + request.getMethod() + ": see GET /channels,"
                                + " PUT, POST or GET /channels/{channel}/output, POST /channels/{channel}/messages,"
                                + " DELETE /channels/{channel}");
        }
    }

    private void delete(String channel, HttpServletResponse response) {
        if (!channels.delete(channel)) {
            throw Reading.unknown(channel);
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
