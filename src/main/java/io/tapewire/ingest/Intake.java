package io.tapewire.ingest;

import io.tapewire.access.Caller;
import io.tapewire.access.Revocations;
import io.tapewire.audit.Audit;
import io.tapewire.channel.Channels;
import io.tapewire.compression.Encoding;
import io.tapewire.config.Limits;
import io.tapewire.drain.Drain;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.http.Rejected;
import io.tapewire.log.Archive;
import io.tapewire.mask.Masks;
import io.tapewire.security.ReadListeners;
import io.tapewire.security.RequestAudit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** Has a request's body read in the way that suits the server, as long as its producer may publish. Any thread. */
@ApplicationScoped
public class Intake {
    private static final Logger LOG = System.getLogger(Intake.class.getName());
    private static final int PIECE = 64 << 10;
    private static final int BLOCKING_PIECE = 16 << 10;
    /** Up to a thousand times as much may come out of it before the producer can be slowed. */
    private static final int COMPRESSED_PIECE = 2 << 10;

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

    @Inject
    private Archive archive;

    @Inject
    private PublishRates rates;

    @Inject
    private Masks masks;

    @Inject
    private Drain drain;

    @Inject
    private StoreThreads storeThreads;

    /** @throws Rejected if no body can be taken, none that is sent like this, or no further one of this caller now */
    void require(String channel, HttpServletRequest request) {
        BodyHead.require(request);
        requirePlace(channel, request);
    }

    /** @throws Rejected if no file can be taken, none that is sent like this, or no further one of this caller now */
    void requireFile(String channel, HttpServletRequest request) {
        BodyHead.requireFile(request);
        requirePlace(channel, request);
    }

    private void requirePlace(String channel, HttpServletRequest request) {
        drain.requireOff();
        Caller caller = Caller.of(request.getUserPrincipal());
        rates.request(caller);
        channels.requireShare(channel, Share.of(caller));
        if (archive.isShared() && archive.isClosed()) {
            throw Rejected.because(new StoreUnavailable());
        }
        if (archive.isClosed()) {
            throw new Rejected(507, "not_stored", "the server's history cannot be written, so it takes nothing");
        }
        // the request's address may have a secret, too
        masks.refresh();
    }

    /**
     * Reads the body and answers the request, now or later. If it fails the body is broken off: a run that was declared
     * must not stay open until it counts as lost, and no value must stay masked.
     */
    void read(String channel, HttpServletRequest request, HttpServletResponse response, Body body, Receipt receipt)
            throws IOException {
        Throttle throttle = new Throttle(
                limits, new ChannelViewers(channels, channel), rates.of(Caller.of(request.getUserPrincipal())));
        Optional<Encoding> encoding = BodyHead.encoding(request);
        Body plain = encoding.isEmpty() ? body : inflated(body, encoding.get(), throttle, receipt);
        try {
            // fails before the body is read if the channel cannot be created
            channels.open(channel, Share.of(Caller.of(request.getUserPrincipal())));
            Body masked = masks.areShared() ? new FreshlyMaskedBody(plain, masks) : plain;
            begin(request, response, audited(channel, request, masked), throttle, receipt, encoding.isPresent());
        } catch (IOException | RuntimeException | Error failure) {
            plain.breakOff();
            throw failure;
        }
    }

    /**
     * Reads a file on the request's own thread, because it waits for the disk, which the threads of the container's I/O must not.
     *
     * @param body is ended or broken off
     * @return false if the producer is gone
     */
    boolean readFile(String channel, HttpServletRequest request, HttpServletResponse response, Body body)
            throws IOException {
        Caller caller = Caller.of(request.getUserPrincipal());
        Throttle throttle = new Throttle(limits, Viewers.NONE, rates.of(caller));
        Optional<Encoding> encoding = BodyHead.encoding(request);
        Body plain = encoding.isEmpty() ? body : inflated(body, encoding.get(), throttle);
        try {
            channels.open(channel, Share.of(caller));
            AuditedBody audited = audited(channel, request, plain);
            Piece piece = new Piece(encoding.isEmpty() ? PIECE : COMPRESSED_PIECE);
            BlockingReader reader = new BlockingReader(request.getInputStream(), piece, audited, throttle);
            audited.begin(caller, reader::stop);
            return sizeOf(reader, response).isPresent();
        } catch (IOException | RuntimeException | Error failure) {
            plain.breakOff();
            throw failure;
        }
    }

    private InflatedBody inflated(Body body, Encoding encoding, Throttle throttle) {
        return new InflatedBody(body, encoding.inflation(), limits, bytes -> throttle.read(bytes, System.nanoTime()));
    }

    private Body inflated(Body body, Encoding encoding, Throttle throttle, Receipt receipt) {
        InflatedBody inflated = inflated(body, encoding, throttle);
        receipt.sizedBy(inflated::bytes);
        return inflated;
    }

    private AuditedBody audited(String channel, HttpServletRequest request, Body body) {
        DrainedBody drained = new DrainedBody(body, drain);
        PermittedBody permitted = new PermittedBody(drained, revocations, timer::runIn, InstantSource.system(), limits);
        return new AuditedBody(permitted, audit, requests.actorOf(request), channel);
    }

    private void begin(
            HttpServletRequest request,
            HttpServletResponse response,
            AuditedBody body,
            Throttle throttle,
            Receipt receipt,
            boolean compressed)
            throws IOException {
        Caller caller = Caller.of(request.getUserPrincipal());
        if (!ReadListeners.work(request.getInputStream())) {
            Piece piece = new Piece(compressed ? COMPRESSED_PIECE : BLOCKING_PIECE);
            BlockingReader reader = new BlockingReader(request.getInputStream(), piece, body, throttle);
            body.begin(caller, reader::stop);
            readBlocking(reader, receipt, response);
            return;
        }
        AsyncContext exchange = request.startAsync();
        // a producer may be silent for any length of time
        exchange.setTimeout(0);
        Piece piece = new Piece(compressed ? COMPRESSED_PIECE : PIECE);
        Remainder remainder = new Remainder(exchange, timer, limits);
        BodyReader reader =
                new BodyReader(exchange, piece, body, throttle, timer, receipt, remainder, storeThreads.steps());
        body.begin(caller, reader::stop);
        reader.start();
    }

    private static void readBlocking(BlockingReader reader, Receipt receipt, HttpServletResponse response)
            throws IOException {
        OptionalLong bytes = sizeOf(reader, response);
        if (bytes.isPresent()) {
            receipt.write(response, bytes.getAsLong());
        }
    }

    /** Reads a body, and gives its size; nothing if its producer is gone. */
    private static OptionalLong sizeOf(BlockingReader reader, HttpServletResponse response) {
        try {
            return OptionalLong.of(reader.read());
        } catch (IOException cut) {
            // the producer is gone, which is not the server's fault: if this were thrown, Payara would log a trace of
            // 70 lines
            LOG.log(Logger.Level.DEBUG, "A producer's request broke off", cut);
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return OptionalLong.empty();
        }
    }
}
