package io.tapewire.ingest;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limits;
import io.tapewire.event.MaskedValues;
import io.tapewire.event.OutputType;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunRefused;
import io.tapewire.event.TerminalOutput;
import io.tapewire.http.Rejected;
import io.tapewire.http.Resources;
import io.tapewire.http.Routes;
import io.tapewire.http.Target;
import io.tapewire.log.Archive;
import io.tapewire.mask.Masks;
import io.tapewire.mask.Registration;
import io.tapewire.protocol.MessageDecoder;
import io.tapewire.security.Query;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Turns what a request publishes into events. */
@ApplicationScoped
public class Publishing implements Resources {
    @Inject
    private Event<TerminalOutput> output;

    @Inject
    private Event<Object> messages;

    @Inject
    private Channels channels;

    @Inject
    private Archive archive;

    @Inject
    private Masks masks;

    @Inject
    private Limits limits;

    @Inject
    private Uploads uploads;

    @Override
    public void addTo(Routes routes) {
        routes.on("PUT", "output", this::output)
                .on("POST", "output", this::output)
                .on("POST", "messages", this::messages);
    }

    private void output(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String channel = target.channel();
        BodyHead.require(request);
        requireStore();
        OutputType type = outputType(request);
        RunRequest wish = RunRequest.of(Query.of(request));
        List<String> secrets = MaskHeader.values(request);
        Registration masked = mask(channel, secrets);
        BodyRun run = begin(wish, channel, secrets, masked);
        Body body = new MaskedBody(new OutputBody(channel, type, run, Firing.with(output::fire)), masked);
        readOrBreakOff(channel, request, response, body, (bytes, receipt) -> describe(run, bytes, receipt));
    }

    private void requireStore() {
        if (archive.isClosed()) {
            throw new Rejected(507, "not_stored", "the server's history cannot be written, so it takes nothing");
        }
    }

    private Registration mask(String channel, List<String> secrets) {
        if (secrets.isEmpty()) {
            return () -> {};
        }
        // fails before the values are registered if the channel cannot be created
        channels.open(channel);
        return MaskHeader.register(masks, channel, secrets);
    }

    /** Begins the run when its secrets are masked already, because its title may contain one. */
    private BodyRun begin(RunRequest wish, String channel, List<String> secrets, Registration masked) {
        try {
            BodyRun run = wish.begin(channel, channels, Firing.with(messages::fire));
            if (run.kind() == BodyRun.Kind.PART && !secrets.isEmpty()) {
                // the run may go on after this body
                Firing.with(messages::fire).accept(new MaskedValues(channel, secrets, run.name()));
            }
            return run;
        } catch (RuntimeException | Error refused) {
            masked.close();
            throw refused;
        }
    }

    /** A run that was declared must not stay open until it counts as lost, and no value must stay masked. */
    private void readOrBreakOff(
            String channel,
            HttpServletRequest request,
            HttpServletResponse response,
            Body body,
            Receipt.Details details)
            throws IOException {
        try {
            uploads.read(channel, request, response, body, details);
        } catch (IOException | RuntimeException | Error failure) {
            body.breakOff();
            throw failure;
        }
    }

    private static void describe(BodyRun run, long bytes, JsonObjectBuilder receipt) {
        receipt.add("bytes", bytes);
        if (run.kind() != BodyRun.Kind.UNDECLARED) {
            receipt.add("run", run.name());
        }
        if (run.kind() == BodyRun.Kind.PART) {
            receipt.add("received", run.received());
        }
    }

    private void messages(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String channel = target.channel();
        BodyHead.require(request);
        requireStore();
        boolean lines = takesLines(request);
        Body body = new MessagesBody(channel, lines, limits, Firing.with(this::fire));
        Registration masked = mask(channel, MaskHeader.values(request));
        readOrBreakOff(channel, request, response, new MaskedBody(body, masked), (bytes, receipt) -> {});
    }

    private void fire(Object event) {
        if (event instanceof RunEnded ended && ended.run() != null && !isKnown(ended)) {
            throw new RunRefused(RunRefused.Reason.UNKNOWN, "there is no run named " + ended.run());
        }
        messages.fire(event);
    }

    private boolean isKnown(RunEnded ended) {
        return channels.find(ended.channel())
                .map(channel -> channel.log().run(ended.run()))
                .isPresent();
    }

    private static OutputType outputType(HttpServletRequest request) {
        String name = Query.of(request).first("type");
        return name == null
                ? OutputType.OUTPUT
                : MessageDecoder.outputType(name)
                        .orElseThrow(() -> new Rejected(400, "bad_field", "type is output, error or info"));
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
