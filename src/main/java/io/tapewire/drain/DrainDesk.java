package io.tapewire.drain;

import io.tapewire.access.Caller;
import io.tapewire.access.Forbidden;
import io.tapewire.audit.Act;
import io.tapewire.http.JsonAnswer;
import io.tapewire.protocol.Providers;
import io.tapewire.security.Methods;
import io.tapewire.security.Refusal;
import io.tapewire.security.RequestAudit;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

/** Begins to drain this server, says how far that is, and cancels it. For administrators only. */
@WebServlet("/tapewire/drain")
public class DrainDesk extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Methods METHODS = Methods.of("GET", "POST", "DELETE");

    @Inject
    private transient Drain drain;

    @Inject
    private transient RequestAudit audit;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.admit(request, response)) {
            return;
        }
        if (!Caller.of(request.getUserPrincipal()).isAdministrator()) {
            Refusal.send(request, response, 403, Forbidden.CODE, "only the administrator may drain a server");
            return;
        }
        switch (request.getMethod()) {
            case "POST" -> {
                audit.note(request, Act.DRAIN_STARTED);
                drain.begin();
                // so that one command does all that has to be done before the server is stopped
                awaitEnd();
            }
            case "DELETE" -> {
                audit.note(request, Act.DRAIN_CANCELLED);
                drain.cancel();
            }
            default -> {}
        }
        JsonAnswer.send(
                response,
                describe(drain.state()).add("connections", drain.connections()).add("uploads", drain.uploads()));
    }

    private void awaitEnd() {
        try {
            drain.awaitEnd();
        } catch (InterruptedException stopped) {
            // the answer says how far it is
            Thread.currentThread().interrupt();
        }
    }

    static JsonObjectBuilder describe(Drain.State state) {
        return Providers.JSON.createObjectBuilder().add("state", state.name().toLowerCase(Locale.ROOT));
    }
}
