package io.tapewire.ingest;

import io.tapewire.access.Caller;
import io.tapewire.channel.Channels;
import io.tapewire.event.MaskedValues;
import io.tapewire.event.OutputType;
import io.tapewire.event.TerminalOutput;
import io.tapewire.http.Rejected;
import io.tapewire.http.Resources;
import io.tapewire.http.Routes;
import io.tapewire.http.Target;
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
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Turns the output that a request brings into events. */
@ApplicationScoped
public class Publishing implements Resources {
    @Inject
    private Event<TerminalOutput> output;

    @Inject
    private Event<Object> messages;

    @Inject
    private Channels channels;

    @Inject
    private Masks masks;

    @Inject
    private Intake intake;

    private final Uploads uploads = new Uploads();
    private final HeldUploads held = new HeldUploads(InstantSource.system());

    @Override
    public void addTo(Routes routes) {
        routes.on("PUT", "output", this::output).on("POST", "output", this::output);
    }

    private void output(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String channel = target.channel();
        intake.require(channel, request);
        OutputType type = outputType(request);
        RunRequest wish = RunRequest.of(Query.of(request));
        List<String> secrets = MaskHeader.values(request);
        Registration masked =
                MaskHeader.register(masks, channels, channel, Caller.of(request.getUserPrincipal()), secrets);
        BodyRun run = begin(wish, channel, secrets, masked);
        Body body = new HoldingBody(body(wish, channel, type, run), masked::close);
        Runnable complete = run.kind() == BodyRun.Kind.PART
                ? run.find().map(known -> held.begin(request, known)).orElse(() -> {})
                : () -> {};
        Receipt receipt = new Receipt(channel, channels)
                .with((bytes, json) -> describe(run, bytes, json))
                .onWrite(json -> complete.run());
        intake.read(channel, request, response, body, receipt);
    }

    private Body body(RunRequest wish, String channel, OutputType type, BodyRun run) {
        Consumer<TerminalOutput> events = Firing.with(output::fire);
        return wish.from() == null
                ? new OutputBody(channel, type, run, events)
                : new ResumedBody(channel, type, run, wish.from(), events, uploads);
    }

    /** Begins the run when its secrets are masked already, because its title may contain one. */
    private BodyRun begin(RunRequest wish, String channel, List<String> secrets, Registration masked) {
        try {
            BodyRun run = wish.begin(channel, channels, Firing.with(messages::fire));
            if (run.kind() == BodyRun.Kind.PART && !run.hasEnded() && !secrets.isEmpty()) {
                // the run may go on after this body
                Firing.with(messages::fire).accept(new MaskedValues(channel, secrets, run.name()));
            }
            return run;
        } catch (RuntimeException | Error refused) {
            masked.close();
            throw refused;
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

    private static OutputType outputType(HttpServletRequest request) {
        String name = Query.of(request).first("type");
        return name == null
                ? OutputType.OUTPUT
                : MessageDecoder.outputType(name)
                        .orElseThrow(() -> new Rejected(400, "bad_field", "type is output, error or info"));
    }
}
