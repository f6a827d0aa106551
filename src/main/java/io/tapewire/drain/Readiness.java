package io.tapewire.drain;

import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Rejected;
import io.tapewire.security.Methods;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Says to load balancers whether this server takes new viewers and producers. Needs no token, because they have none. It does not
 * ask Redis: if that is gone, it is gone for all servers, and none would be better than another.
 */
@WebServlet("/tapewire/ready")
public class Readiness extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Methods METHODS = Methods.of("GET");

    @Inject
    private transient Drain drain;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.admit(request, response)) {
            return;
        }
        if (drain.state() == Drain.State.SERVING) {
            JsonAnswer.send(response, DrainDesk.describe(drain.state()));
        } else {
            Rejected.draining().send(request, response);
        }
    }
}
