package io.tapewire.protocol;

import io.tapewire.event.ActivityLog;
import io.tapewire.event.MaskedValues;
import io.tapewire.event.Notification;
import io.tapewire.event.OutputType;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.event.TaskStatus;
import io.tapewire.event.TerminalOutput;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a published message, {@code { "type": …, "data": { … } }}, as an event. */
public final class MessageDecoder {
    private final EnvelopeDecoder envelopes;

    /** @param depth how deep a message may be nested */
    public MessageDecoder(Depth depth) {
        this.envelopes = new EnvelopeDecoder(depth);
    }

    /**
     * Reads one message for a channel.
     *
     * @throws BadEnvelope if it is not a message that can be published
     */
    public Object decode(String channel, String json) {
        Envelope envelope = envelopes.decode(json);
        JsonObject data = envelope.data();
        Fields fields = new Fields(data, envelope.id());
        return switch (envelope.type()) {
            case TERMINAL_OUTPUT -> new TerminalOutput(channel, required(fields, "output"), outputType(fields));
            case TASK_STATUS ->
                new TaskStatus(
                        channel,
                        required(fields, "taskId"),
                        required(fields, "status"),
                        others(data, Set.of("taskId", "status")));
            case NOTIFICATION ->
                new Notification(
                        channel,
                        required(fields, "title"),
                        required(fields, "message"),
                        fields.text("priority"),
                        others(data, Set.of("title", "message", "priority")));
            case ACTIVITY_LOG ->
                new ActivityLog(
                        channel,
                        required(fields, "level"),
                        required(fields, "message"),
                        Collections.unmodifiableMap(fields.object("metadata")),
                        others(data, Set.of("level", "message", "metadata")));
            case RUN_STARTED -> runStarted(channel, fields);
            case RUN_ENDED -> runEnded(channel, fields);
            case MASK -> new MaskedValues(channel, fields.texts("values"), fields.text("run"));
            default ->
                throw new BadEnvelope(
                        "unknown_type",
                        envelope.type().wireName() + " is not a type that can be published",
                        envelope.id());
        };
    }

    private static RunStarted runStarted(String channel, Fields fields) {
        try {
            return new RunStarted(
                    channel,
                    required(fields, "run"),
                    fields.text("title"),
                    fields.integer("cols"),
                    fields.integer("rows"));
        } catch (IllegalArgumentException notAllowed) {
            throw new BadEnvelope("bad_field", notAllowed.getMessage(), fields.id());
        }
    }

    private static RunEnded runEnded(String channel, Fields fields) {
        String outcome = fields.text("outcome");
        return new RunEnded(
                channel,
                fields.text("run"),
                outcome == null
                        ? RunOutcome.FINISHED
                        : named(RunOutcome.values(), outcome)
                                .orElseThrow(() -> fields.bad("data.outcome", "finished, interrupted or lost")),
                fields.integer("exit"));
    }

    /** The type of output by its name on the wire. */
    public static Optional<OutputType> outputType(String name) {
        return named(OutputType.values(), name);
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private static OutputType outputType(Fields fields) {
        String name = fields.text("type");
        return name == null
                ? OutputType.OUTPUT
                : outputType(name).orElseThrow(() -> fields.bad("data.type", "output, error or info"));
    }

    private static String required(Fields fields, String name) {
        String value = fields.text(name);
        if (value == null) {
            throw fields.bad("data." + name, "a string");
        }
        return value;
    }

    private static Map<String, Object> others(JsonObject data, Set<String> known) {
        return data.entrySet().stream()
                .filter(field -> !known.contains(field.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, LinkedHashMap::new));
    }
}
