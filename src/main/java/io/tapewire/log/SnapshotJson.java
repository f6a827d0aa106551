package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A log's snapshot, with the channel's name, as JSON. */
public final class SnapshotJson {
    /** The layout. A server does not read what a later version has written in another layout. */
    private static final int VERSION = 1;

    private SnapshotJson() {}

    /** A channel and what its log was at some place. */
    public record Named(String channel, LogSnapshot snapshot) {}

    public static byte[] write(String channel, LogSnapshot snapshot) {
        JsonObjectBuilder json = Providers.JSON
                .createObjectBuilder()
                .add("tapewire", VERSION)
                .add("channel", channel)
                .add("last", snapshot.last())
                .add("end", snapshot.end())
                .add("state", snapshot.state())
                .add("midLine", snapshot.midLine())
                .add("updated", snapshot.updatedMillis())
                .add(
                        "epochs",
                        array(
                                snapshot.epochs(),
                                each -> Providers.JSON
                                        .createObjectBuilder()
                                        .add("epoch", each.epoch())
                                        .add("first", each.first())))
                .add("runs", array(snapshot.runs(), SnapshotJson::of))
                .add(
                        "tasks",
                        array(
                                snapshot.tasks(),
                                each -> Providers.JSON
                                        .createObjectBuilder()
                                        .add("task", each.id())
                                        .add("data", each.data())
                                        .add("offset", each.offset())
                                        .add("millis", each.millis())));
        return json.build().toString().getBytes(UTF_8);
    }

    private static <T> JsonArrayBuilder array(List<T> values, Function<T, JsonObjectBuilder> describe) {
        JsonArrayBuilder array = Providers.JSON.createArrayBuilder();
        values.forEach(each -> array.add(describe.apply(each)));
        return array;
    }

    private static JsonObjectBuilder of(Run run) {
        RunStarted started = run.started();
        JsonObjectBuilder json = Providers.JSON
                .createObjectBuilder()
                .add("run", started.run())
                .add("started", run.startedMillis())
                .add("first", run.first())
                .add("received", run.received());
        if (started.title() != null) {
            json.add("title", started.title());
        }
        if (started.cols() != null) {
            json.add("cols", started.cols()).add("rows", started.rows());
        }
        if (run.ended() != null) {
            json.add("outcome", run.ended().outcome().name())
                    .add("ended", run.endedMillis())
                    .add("last", run.last());
            if (run.ended().exit() != null) {
                json.add("exit", run.ended().exit());
            }
        }
        return json;
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IllegalArgumentException if this is no snapshot that this version can read
     */
    public static Named read(ByteBuffer from) {
        try (var reader = Providers.JSON.createReader(
                new ByteArrayInputStream(from.array(), from.arrayOffset() + from.position(), from.remaining()))) {
            JsonObject json = reader.readObject();
            if (json.getInt("tapewire") != VERSION) {
                throw new IllegalArgumentException("it was written by another version: " + json.getInt("tapewire"));
            }
            String channel = json.getString("channel");
            return new Named(
                    channel,
                    new LogSnapshot(
                            list(
                                    json.getJsonArray("epochs"),
                                    each -> new EpochStart(each.getString("epoch"), longIn(each, "first"))),
                            longIn(json, "last"),
                            longIn(json, "end"),
                            json.getString("state"),
                            json.getBoolean("midLine"),
                            longIn(json, "updated"),
                            list(json.getJsonArray("runs"), each -> run(channel, each)),
                            list(
                                    json.getJsonArray("tasks"),
                                    each -> new Task(
                                            each.getString("task"),
                                            each.getString("data"),
                                            longIn(each, "offset"),
                                            longIn(each, "millis")))));
        } catch (JsonException | ClassCastException | NullPointerException bad) {
            throw new IllegalArgumentException("it is no snapshot of a log", bad);
        }
    }

    private static <T> List<T> list(JsonArray array, Function<JsonObject, T> read) {
        List<T> values = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            values.add(read.apply(array.getJsonObject(i)));
        }
        return values;
    }

    private static Run run(String channel, JsonObject json) {
        String name = json.getString("run");
        RunStarted started =
                new RunStarted(channel, name, json.getString("title", null), intIn(json, "cols"), intIn(json, "rows"));
        String outcome = json.getString("outcome", null);
        return new Run(
                started,
                longIn(json, "started"),
                longIn(json, "first"),
                outcome == null ? null : new RunEnded(channel, name, RunOutcome.valueOf(outcome), intIn(json, "exit")),
                outcome == null ? 0 : longIn(json, "ended"),
                outcome == null ? 0 : longIn(json, "last"),
                longIn(json, "received"));
    }

    private static long longIn(JsonObject json, String name) {
        return json.getJsonNumber(name).longValueExact();
    }

    private static Integer intIn(JsonObject json, String name) {
        return json.containsKey(name) ? json.getInt(name) : null;
    }
}
