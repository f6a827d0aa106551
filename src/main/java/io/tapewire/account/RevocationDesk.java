package io.tapewire.account;

import io.tapewire.access.Caller;
import io.tapewire.access.Forbidden;
import io.tapewire.access.Revocations;
import io.tapewire.access.Revoked;
import io.tapewire.audit.Act;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Parameters;
import io.tapewire.http.Rejected;
import io.tapewire.protocol.BadEnvelope;
import io.tapewire.protocol.Depth;
import io.tapewire.protocol.Providers;
import io.tapewire.security.Methods;
import io.tapewire.security.RequestAudit;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes permissions back, lists what was taken back, and gives it back. For administrators only. */
@WebServlet("/tapewire/revocations")
public class RevocationDesk extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Methods METHODS = Methods.of("GET", "POST", "DELETE");
    private static final int RETRY_S = 60;

    @Inject
    private transient Revocations revocations;

    @Inject
    private transient RequestAudit audit;

    @Inject
    private transient Limits limits;

    private transient Depth depth;

    @Override
    public void init() {
        depth = new Depth(limits.asInt(Limit.MESSAGE_DEPTH), () -> limits.refused(Limit.MESSAGE_DEPTH));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.admit(request, response)) {
            return;
        }
        try {
            if (!Caller.of(request.getUserPrincipal()).isAdministrator()) {
                throw new Rejected(403, Forbidden.CODE, "only the administrator may take permissions back");
            }
            switch (request.getMethod()) {
                case "POST" -> revoke(request, response);
                case "DELETE" -> lift(request, response);
                default -> list(response);
            }
        } catch (BadEnvelope | Rejected | StoreUnavailable refused) {
            Rejected.because(refused).send(request, response);
        }
    }

    private void revoke(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RevocationRequest wish = RevocationRequest.read(request.getInputStream(), depth);
        int ended = revocations
                .revoke(wish.revoked(), wish.until())
                .orElseThrow(() -> Rejected.tooMany(
                        "too_many_revocations",
                        "there are as many revocations as allowed (" + Limit.REVOCATIONS.key() + "): lift some",
                        RETRY_S));
        audit.note(request, Act.REVOKED, wish.revoked().toString(), ended);
        JsonAnswer.send(
                response,
                RevocationRequest.describe(wish.revoked(), wish.until()).add("ended", ended));
    }

    private void lift(HttpServletRequest request, HttpServletResponse response) {
        Parameters parameters = Parameters.of(request, "jti", "sub");
        Revoked revoked = RevocationRequest.one(parameters.text("jti"), parameters.text("sub"));
        if (!revocations.lift(revoked)) {
            throw new Rejected(404, "unknown_revocation", "there is no such revocation");
        }
        audit.note(request, Act.REVOCATION_LIFTED, revoked.toString());
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void list(HttpServletResponse response) throws IOException {
        JsonArrayBuilder list = Providers.JSON.createArrayBuilder();
        revocations
                .all()
                .forEach(each -> list.add(RevocationRequest.describe(each.revoked(), each.until())
                        .add("since", Json.time(each.since()))));
        JsonAnswer.send(response, Providers.JSON.createObjectBuilder().add("revocations", list));
    }
}
