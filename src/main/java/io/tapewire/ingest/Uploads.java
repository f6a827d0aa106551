package io.tapewire.ingest;

import io.tapewire.access.Caller;
import io.tapewire.access.Revocations;
import io.tapewire.audit.Audit;
import io.tapewire.channel.Channels;
import io.tapewire.config.Limits;
import io.tapewire.security.RequestAudit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.InstantSource;

/** Reads the bodies of requests that publish, for as long as their callers may, and answers them. Any thread. */
@ApplicationScoped
public class Uploads {
    private static final Logger LOG = System.getLogger(Uploads.class.getName());

    @Inject
    private Channels channels;

    @Inject
    private Limits limits;

    @Inject
    private IngestTimer timer;

    @Inject
    private Revocations revocations;

    @Inject
    private Audit audit;

    @Inject
    private RequestAudit requests;

    /**
     * Reads a request's body. It may go on after this returns.
     *
     * @throws io.tapewire.channel.TooManyChannels before anything is read, if the channel cannot be created
     */
    void read(
            String channel,
            HttpServletRequest request,
            HttpServletResponse response,
            Body body,
            Receipt.Details details)
            throws IOException {
        channels.open(channel);
        Throttle throttle = new Throttle(limits, new ChannelViewers(channels, channel));
        Receipt receipt = new Receipt(channels, channel, details);
        PermittedBody permitted = new PermittedBody(body, revocations, timer::runIn, InstantSource.system(), limits);
        AuditedBody audited = new AuditedBody(permitted, audit, requests.actorOf(request), channel);
        Caller caller = Caller.of(request.getUserPrincipal());
        if (BlockingReader.isNeededFor(request.getInputStream())) {
            BlockingReader reader = new BlockingReader(request.getInputStream(), audited, throttle);
            audited.begin();
            permitted.begin(caller, reason -> reader.stop());
            readBlocking(reader, permitted, receipt, response);
            return;
        }
        AsyncContext exchange = request.startAsync();
        // a producer may be silent for any length of time
        exchange.setTimeout(0);
        BodyReader reader = new BodyReader(exchange, audited, throttle, timer, receipt);
        audited.begin();
        permitted.begin(caller, reader::stop);
        reader.start();
    }

    private static void readBlocking(
            BlockingReader reader, PermittedBody body, Receipt receipt, HttpServletResponse response)
            throws IOException {
        long bytes;
        try {
            bytes = reader.read();
        } catch (IOException cut) {
            body.requirePermission();
            // the producer is gone, which is not the server's fault: if this were thrown, Payara would log a trace of
            // 70 lines
            LOG.log(Logger.Level.DEBUG, "A producer's request broke off", cut);
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        receipt.write(response, bytes);
    }
}
