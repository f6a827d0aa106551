package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.audit.Act;
import io.tapewire.audit.Actor;
import io.tapewire.audit.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/** Notes in the audit what requests do, and which are refused. Any thread. */
@ApplicationScoped
public class RequestAudit {
    /** Those that say something about who asks. Others are mistakes, or tell how the server is. */
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 429);
    /** Somebody may have put a token where a channel's name belongs. */
    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]*\\.[A-Za-z0-9_.-]*");

    private static final String HIDDEN = "***";
    private static final int MOST_CHARACTERS = 2_000;

    private final Audit audit;
    private final Proxies proxies;
    private final AdministratorToken token;

    @Inject
    RequestAudit(Audit audit, Proxies proxies, AdministratorToken token) {
        this.audit = audit;
        this.proxies = proxies;
        this.token = token;
    }

    /** Only for the container's proxy. */
    protected RequestAudit() {
        this(null, null, null);
    }

    /** Who makes a request that the gate has let in, and from where. */
    public Actor actorOf(HttpServletRequest request) {
        return Actor.of(Caller.of(request.getUserPrincipal()), proxies.addressOf(request));
    }

    /** A request that the gate has let in has done something. */
    public void note(HttpServletRequest request, Act act) {
        audit.note(act, actorOf(request));
    }

    /** Like {@link #note(HttpServletRequest, Act)}, to something that has a name. */
    public void note(HttpServletRequest request, Act act, String subject) {
        audit.note(act, actorOf(request), subject);
    }

    /** Like {@link #note(HttpServletRequest, Act, String)}, with an amount in the act's unit. */
    public void note(HttpServletRequest request, Act act, String subject, long amount) {
        audit.note(act, actorOf(request), subject, null, amount);
    }

    /** A session was ended by the one whose it was. */
    public void noteSignOut(HttpServletRequest request, Caller caller) {
        audit.note(Act.SIGNED_OUT, Actor.of(caller, proxies.addressOf(request)));
    }

    /** Somebody has got the page's cookie. */
    public void noteSignIn(HttpServletRequest request, Caller caller) {
        audit.note(Act.SIGNED_IN, Actor.of(caller, proxies.addressOf(request)));
    }

    /**
     * Notes that a request was refused, if it was for who has made it.
     *
     * @param caller who, or {@code null} if nobody knows
     */
    void noteRefusal(HttpServletRequest request, Caller caller) {
        Refusal refusal = Refusal.of(request);
        if (refusal != null && REFUSALS.contains(refusal.status())) {
            noteRefusal(request, caller, refusal.code());
        }
    }

    /** Notes that a request was refused for who has made it. */
    public void noteRefusal(HttpServletRequest request, Caller caller, String code) {
        Actor actor = Actor.of(caller, proxies.addressOf(request));
        audit.note(Act.REFUSED, actor, request.getMethod() + " " + pathOf(request), code, 0);
    }

    /** Without the parameters, which may have a token or a ticket. */
    private String pathOf(HttpServletRequest request) {
        String path = request.getRequestURI();
        String beginning = path.length() > MOST_CHARACTERS ? path.substring(0, MOST_CHARACTERS) : path;
        return JWT.matcher(beginning.replace(token.value(), HIDDEN)).replaceAll(HIDDEN);
    }
}
