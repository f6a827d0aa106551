package io.tapewire.http;

import io.tapewire.access.Access;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Passes each request under {@code /channels} to its handler. */
@WebServlet(
        urlPatterns = {"/channels", "/channels/*"},
        asyncSupported = true)
public class ChannelsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Set<String> READING = Set.of("GET", "HEAD");

    @Inject
    private transient Instance<Resources> resources;

    @Inject
    private transient Access access;

    private transient Routes routes;

    @Override
    public void init() {
        routes = new Routes(access);
        resources.forEach(each -> each.addTo(routes));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Headers before = Headers.of(response);
        try {
            serve(request, response);
        } catch (IOException e) {
            // nothing can be said any more to whoever has gone away; others must not take half an answer for a whole
            // one
            if (!response.isCommitted() || !BrokenAnswer.breakOff(response, e)) {
                throw e;
            }
        } catch (RuntimeException | Error e) {
            Rejected rejected = Rejected.because(e);
            if (!response.isCommitted()) {
                before.reset(response);
                rejected.send(request, response);
            } else if (!BrokenAnswer.breakOff(response, e)) {
                throw e;
            }
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Target target = Target.of(request);
        if (READING.contains(request.getMethod()) && !target.isFile()) {
            CompressedAnswer.send(request, response, answer -> routes.serve(target, request, answer));
        } else {
            routes.serve(target, request, response);
        }
    }
}
