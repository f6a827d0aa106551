package io.tapewire.account;

import io.tapewire.access.Access;
import io.tapewire.access.Caller;
import io.tapewire.access.Permission;
import io.tapewire.channel.ChannelPattern;
import io.tapewire.channel.ChannelSummary;
import io.tapewire.channel.Channels;
import io.tapewire.http.JsonAnswer;
import io.tapewire.protocol.Providers;
import io.tapewire.security.BrowserSession;
import io.tapewire.security.Methods;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
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

    @Inject
    private transient Channels channels;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.admit(request, response)) {
            return;
        }
        Caller caller = Caller.of(request.getUserPrincipal());
        JsonObjectBuilder json = Providers.JSON.createObjectBuilder();
        json.add("name", caller.getName());
        json.add("displayName", caller.shownName() == null ? caller.getName() : caller.shownName());
        json.add("canSignOut", hasCookie(request));
        json.add("subscribe", list(caller, Permission.SUBSCRIBE));
        json.add("publish", list(caller, Permission.PUBLISH));
        json.add("manage", list(caller, Permission.MANAGE));
        json.add("expires", Json.time(caller.expires()));
        JsonAnswer.send(response, json);
    }

    /** Whether a cookie of ours has proved it, which we can take back. */
    private static boolean hasCookie(HttpServletRequest request) {
        BrowserSession session = BrowserSession.of(request);
        return session != null && session.kind() == BrowserSession.Kind.COOKIE;
    }

    /**
     * What the token grants. If the application decides, nobody can say it in advance: then it is those of the channels
     * that exist.
     */
    private JsonArrayBuilder list(Caller caller, Permission permission) {
        JsonArrayBuilder list = Providers.JSON.createArrayBuilder();
        if (access.isDecidedByRules(caller)) {
            channels.list().stream()
                    .map(ChannelSummary::name)
                    .filter(name -> access.may(caller, permission, name))
                    .forEach(list::add);
        } else {
            caller.grants().of(permission).stream()
                    .map(ChannelPattern::toString)
                    .forEach(list::add);
        }
        return list;
    }
}
