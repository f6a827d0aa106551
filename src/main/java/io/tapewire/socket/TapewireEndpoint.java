package io.tapewire.socket;

import io.tapewire.audit.Act;
import io.tapewire.audit.Actor;
import io.tapewire.channel.Subscriber;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.fetch.Fetches;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeDecoder;
import io.tapewire.protocol.EnvelopeEncoder;
import io.tapewire.protocol.MessageType;
import io.tapewire.security.Budget;
import io.tapewire.security.Visitor;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One per connection. Hands the client's messages to its {@link Subscriber}. */
@ServerEndpoint(
        value = "/ws",
        configurator = Endpoints.class,
        subprotocols = {SessionOutlet.DEFLATE, SessionOutlet.BINARY},
        encoders = EnvelopeEncoder.class,
        decoders = EnvelopeDecoder.class)
public class TapewireEndpoint {
    private static final Logger LOG = System.getLogger(TapewireEndpoint.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(TapewireEndpoint.class);
    private static final List<String> DEFAULT_CHANNELS = List.of("main");

    private final Parts parts;
    private SessionOutlet outlet;
    private Subscriber subscriber;
    private Pass pass;
    private ListView list;
    private FileRequests files;
    private Requests requests;
    private Assembly assembly;
    private Budget messages;
    private Visitor visitor;
    private boolean left;

    /**
     * Required by the specification: Open Liberty deploys no endpoint without it. {@link Endpoints} uses the other
     * constructor.
     */
    public TapewireEndpoint() {
        this(Parts.find());
    }

    TapewireEndpoint(Parts parts) {
        this.parts = parts;
    }

    @OnOpen
    public void open(Session session, EndpointConfig config) {
        try {
            begin(session);
        } catch (Throwable failure) {
            if (session.isOpen()) {
                FAULTS.report("Cannot serve a new connection, closing it so that its client comes back", failure);
            } else {
                LOG.log(Logger.Level.DEBUG, "A new connection was already gone", failure);
            }
            parts.closers().close(session, reason(CloseCode.FAULT, "the connection cannot be served"));
            leave();
        }
    }

    /** Locks like {@link #leave}, because a container may report the end while this is still at work. */
    private synchronized void begin(Session session) {
        if (left) {
            return;
        }
        // the principal that the gate has given to the handshake's request
        if (!(session.getUserPrincipal() instanceof Visitor found)) {
            parts.closers().close(session, reason(CloseCode.UNAUTHORIZED, "nobody has said who this is"));
            return;
        }
        // asked before the upgrade, too; meanwhile others may have come
        if (!parts.quota().enter(found)) {
            parts.audit()
                    .note(Act.REFUSED, Actor.of(found.caller(), found.address()), "/ws", "too_many_connections", 0);
            parts.closers().close(session, reason(CloseCode.UNRESPONSIVE, "there are as many connections as allowed"));
            return;
        }
        visitor = found;
        // our own pings find dead peers; the containers' timeouts would also cut quiet ones
        session.setMaxIdleTimeout(0);
        Tyrus.stopIdleTimer(session);
        assembly = new Assembly(parts.limits());
        outlet = new SessionOutlet(session, parts.deflater(), parts.closers());
        subscriber = parts.senders().admit(outlet, visitor.caller().owner());
        pass = new Pass(subscriber, parts, visitor);
        subscriber.reply(Envelope.of(MessageType.CONNECTED)
                .with(pass.expiry()
                        .add("message", "connected")
                        .add("client_count", parts.senders().connections())
                        .build()));
        Limits limits = parts.limits();
        messages =
                new Budget(limits.of(Limit.CONNECTION_MESSAGES_PER_S), TimeUnit.SECONDS.toNanos(1), System::nanoTime);
        Budget searches =
                new Budget(limits.of(Limit.CONNECTION_SEARCHES_PER_MIN), TimeUnit.MINUTES.toNanos(1), System::nanoTime);
        list = new ListView(parts.directory(), subscriber, pass);
        files = new FileRequests(
                subscriber, pass, new Fetches(subscriber, parts.fetchers(), limits), outlet.isBinary());
        requests = new Requests(subscriber, pass, limits, searches, list, files);
        session.getRequestParameterMap().getOrDefault("channel", DEFAULT_CHANNELS).stream()
                .filter(channel -> !channel.isEmpty())
                .distinct()
                .forEach(requests::watch);
    }

    @OnMessage
    public void text(String part, boolean last) {
        if (!isInService()) {
            return;
        }
        subscriber.heard();
        if (!assembly.add(part)) {
            refuseSize();
        } else if (last && isInTime()) {
            requests.take(assembly.take());
        }
    }

    private void refuseSize() {
        pass.noteRefusal("message", "too_large");
        subscriber.close(CloseCode.TOO_BIG, "a message was larger than allowed");
    }

    private boolean isInTime() {
        boolean inTime = messages.take();
        if (!inTime) {
            parts.limits().refused(Limit.CONNECTION_MESSAGES_PER_S);
            pass.noteRefusal("message", "too_many_messages");
            subscriber.close(CloseCode.ABUSE, "more messages in a second than allowed");
        }
        return inTime;
    }

    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        if (!isInService()) {
            return;
        }
        subscriber.heard();
        // ISO 8859-1 keeps every byte as it is, so a character that is split over two parts can be joined
        if (!assembly.add(StandardCharsets.ISO_8859_1.decode(part).toString())) {
            refuseSize();
        } else if (last && isInTime()) {
            String message = new String(assembly.take().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            if (outlet.isBinary()) {
                requests.take(message);
            } else {
                requests.refuse(
                        "wrong_kind",
                        "binary messages need the subprotocol " + SessionOutlet.BINARY + " or "
                                + SessionOutlet.DEFLATE);
            }
        }
    }

    @OnMessage
    public void pong(PongMessage pong) {
        if (isInService()) {
            subscriber.heard();
        }
    }

    private static CloseReason reason(CloseCode code, String why) {
        return new CloseReason(CloseReason.CloseCodes.getCloseCode(code.number()), why);
    }

    /** False if open has failed, until the session is closed. */
    private boolean isInService() {
        return requests != null;
    }

    @OnClose
    public void close(CloseReason reason) {
        leave();
    }

    private synchronized void leave() {
        left = true;
        // null if open has failed or has not begun
        if (pass != null) {
            pass.close();
        }
        if (list != null) {
            list.close();
        }
        if (files != null) {
            files.close();
        }
        if (subscriber != null) {
            subscriber.leave();
        }
        if (visitor != null) {
            parts.quota().leave(visitor);
            visitor = null;
        }
    }

    @OnError
    public void error(Throwable cause) {
        // viewers often disappear; one that is still there must not wait for output that never comes
        LOG.log(Logger.Level.DEBUG, "A connection broke", cause);
        if (subscriber != null) {
            subscriber.close(CloseCode.FAULT, "the connection broke");
        }
    }
}
