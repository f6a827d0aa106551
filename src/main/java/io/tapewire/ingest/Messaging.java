package io.tapewire.ingest;

import io.tapewire.access.Caller;
import io.tapewire.channel.Channel;
import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunRefused;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Rejected;
import io.tapewire.http.Resources;
import io.tapewire.http.Routes;
import io.tapewire.http.Target;
import io.tapewire.mask.Masks;
import io.tapewire.protocol.Providers;
import io.tapewire.shared.Sharing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;

/** Turns the messages that a request brings into events. */
@ApplicationScoped
public class Messaging implements Resources {
    private final Event<Object> events;
    private final Channels channels;
    private final Masks masks;
    private final Intake intake;
    private final Limits limits;
    private final KeyedRequests requests;

    @Inject
    Messaging(Event<Object> events, Channels channels, Masks masks, Intake intake, Limits limits, Sharing sharing) {
        this.events = events;
        this.channels = channels;
        this.masks = masks;
        this.intake = intake;
        this.limits = limits;
        this.requests = new KeyedRequests(
                limits,
                sharing.requests(limits.of(Limit.IDEMPOTENCY_KEYS), limits.of(Limit.IDEMPOTENCY_KEY_S)),
                InstantSource.system());
    }

    /** Only for the container's proxy. */
    protected Messaging() {
        this.events = null;
        this.channels = null;
        this.masks = null;
        this.intake = null;
        this.limits = null;
        this.requests = null;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("POST", "messages", this::publish);
    }

    private void publish(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        intake.require(target.channel(), request);
        boolean lines = takesLines(request);
        String key = IdempotencyKey.of(request);
        if (key == null) {
            Body body = body(target, lines, Firing.with(this::fire));
            read(target, request, response, body, new Receipt(target.channel(), channels));
        } else {
            Caller caller = Caller.of(request.getUserPrincipal());
            KeyedRequest keyed = requests.begin(new KeyedRequests.Id(caller.owner(), target.channel(), key));
            publishOnce(keyed, target, request, response, lines);
        }
    }

    private void publishOnce(
            KeyedRequest keyed, Target target, HttpServletRequest request, HttpServletResponse response, boolean lines)
            throws IOException {
        Body messages = body(target, lines, keyed.once(Firing.with(this::fire)));
        Body body = new KeyedBody(messages, keyed, requests, () -> awaitStored(target));
        if (keyed.answer() == null) {
            Receipt receipt = new Receipt(target.channel(), channels)
                    .onWrite(keyed::answer)
                    .onFailure(() -> keyed.breakOff(() -> {}));
            read(target, request, response, body, receipt);
        } else {
            body.breakOff();
            JsonAnswer.send(response, Providers.JSON.createObjectBuilder(keyed.answer()));
        }
    }

    private void awaitStored(Target target) {
        channels.find(target.channel()).ifPresent(Channel::awaitStored);
    }

    private Body body(Target target, boolean lines, Consumer<Object> consumer) {
        return new MessagesBody(target.channel(), lines, limits, () -> awaitStored(target), consumer);
    }

    private void read(
            Target target, HttpServletRequest request, HttpServletResponse response, Body body, Receipt receipt)
            throws IOException {
        Body masked;
        try {
            Caller caller = Caller.of(request.getUserPrincipal());
            masked = new HoldingBody(
                    body,
                    MaskHeader.register(masks, channels, target.channel(), caller, MaskHeader.values(request))::close);
        } catch (RuntimeException | Error refused) {
            body.breakOff();
            throw refused;
        }
        intake.read(target.channel(), request, response, masked, receipt);
    }

    private void fire(Object event) {
        if (event instanceof RunEnded ended && ended.run() != null && !isKnown(ended)) {
            throw new RunRefused(RunRefused.Reason.UNKNOWN, "there is no run named " + ended.run());
        }
        events.fire(event);
    }

    private boolean isKnown(RunEnded ended) {
        return channels.current(ended.channel())
                .map(channel -> channel.log().run(ended.run()))
                .isPresent();
    }

    private static boolean takesLines(HttpServletRequest request) {
        String type = request.getContentType() == null ? "application/json" : request.getContentType();
        return switch (type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT)) {
            // curl -d sends the form's type by default
            case "application/json", "application/x-www-form-urlencoded" -> false;
            case "application/x-ndjson" -> true;
            default ->
                throw new Rejected(
                        415, "unsupported_type", "messages are application/json or application/x-ndjson, not " + type);
        };
    }
}
