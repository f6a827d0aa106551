package io.tapewire.account;

import io.tapewire.access.Access;
import io.tapewire.access.Caller;
import io.tapewire.access.Permission;
import io.tapewire.channel.ChannelPattern;
import io.tapewire.http.JsonAnswer;
import io.tapewire.protocol.Providers;
import io.tapewire.security.Methods;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers who the caller is and what they may do. */
@WebServlet("/tapewire/me")
public class Me extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Methods METHODS = Methods.of("GET");

    @Inject
    private transient Access access;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.admit(request, response)) {
            return;
        }
        Caller caller = Caller.of(request.getUserPrincipal());
        JsonObjectBuilder json = Providers.JSON.createObjectBuilder();
        json.add("name", Json.text(caller.name()));
        json.add("subscribe", list(caller, Permission.SUBSCRIBE));
        json.add("publish", list(caller, Permission.PUBLISH));
        json.add("manage", list(caller, Permission.MANAGE));
        json.add("expires", Json.time(caller.expires()));
        JsonAnswer.send(response, json);
    }

    /** {@code null} if the application decides for each channel, because then there is no list. */
    private JsonValue list(Caller caller, Permission permission) {
        if (access.isDecidedByApplication() && !caller.isAdministrator()) {
            return JsonValue.NULL;
        }
        JsonArrayBuilder list = Providers.JSON.createArrayBuilder();
        caller.grants().of(permission).stream().map(ChannelPattern::toString).forEach(list::add);
        return list.build();
    }
}
