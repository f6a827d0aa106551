package io.tapewire.account;

import io.tapewire.access.Caller;
import io.tapewire.audit.Act;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Rejected;
import io.tapewire.protocol.Providers;
import io.tapewire.security.Methods;
import io.tapewire.security.RequestAudit;
import io.tapewire.security.Tickets;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Gives out tickets for {@code /ws?ticket=}. */
@WebServlet("/tapewire/tickets")
public class TicketOffice extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Methods METHODS = Methods.of("POST");

    @Inject
    private transient Tickets tickets;

    @Inject
    private transient RequestAudit audit;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.admit(request, response)) {
            return;
        }
        Optional<Tickets.Ticket> ticket;
        try {
            ticket = tickets.issue(Caller.of(request.getUserPrincipal()), request);
        } catch (StoreUnavailable later) {
            Rejected.because(later).send(request, response);
            return;
        }
        if (ticket.isEmpty()) {
            Rejected.tooMany("too_many_tickets", "there are as many unused tickets as allowed", tickets.maxAgeSeconds())
                    .send(request, response);
            return;
        }
        audit.note(request, Act.TICKET_ISSUED);
        JsonAnswer.send(
                response,
                Providers.JSON
                        .createObjectBuilder()
                        .add("ticket", ticket.get().value())
                        .add("expires", Json.time(ticket.get().expires())));
    }
}
