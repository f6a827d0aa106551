package io.tapewire.account;

import io.tapewire.access.Caller;
import io.tapewire.access.Forbidden;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.http.JsonAnswer;
import io.tapewire.protocol.Providers;
import io.tapewire.security.Methods;
import io.tapewire.security.Refusal;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers which bounds are in force, and how often each has refused something. For administrators only. */
@WebServlet("/tapewire/limits")
public class LimitList extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Methods METHODS = Methods.of("GET");

    @Inject
    private transient Limits limits;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.admit(request, response)) {
            return;
        }
        if (!Caller.of(request.getUserPrincipal()).isAdministrator()) {
            Refusal.send(request, response, 403, Forbidden.CODE, "only the administrator may see the limits");
            return;
        }
        JsonArrayBuilder list = Providers.JSON.createArrayBuilder();
        for (Limit limit : Limit.values()) {
            list.add(describe(limit));
        }
        JsonAnswer.send(response, Providers.JSON.createObjectBuilder().add("limits", list));
    }

    private JsonObjectBuilder describe(Limit limit) {
        JsonObjectBuilder json = Providers.JSON
                .createObjectBuilder()
                .add("key", limit.key())
                .add("value", limits.of(limit))
                .add("default", limit.standard());
        limits.refusals(limit).ifPresent(count -> json.add("refused", count));
        return json;
    }
}
