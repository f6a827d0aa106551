package io.tapewire.load;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One connection that watches all channels of a work, by one pattern or by a subscription to each, and checks every line.
 * The client's thread.
 */
final class Follower implements Watchers, WebSocket.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Lines> channels = new HashMap<>();
    private final Attendance attendance;
    private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(5), 3);
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;
    private long frames;

    /** What has come of one channel, whose last line may not be complete. */
    private record Lines(LineChecker checker, StringBuilder rest) {}

    private Follower(Target target, Work work) {
        this.attendance = new Attendance(work.channels());
        for (int i = 0; i < work.channels(); i++) {
            channels.put(work.channel(i), new Lines(new LineChecker(0, work.lines()), new StringBuilder()));
        }
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + target.token())
                .buildAsync(URI.create("ws://localhost:" + target.port() + "/ws?channel="), this)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    static Follower ofPattern(Target target, Work work) {
        return new Follower(target, work).subscribe(List.of("load/" + work.name() + "/*"));
    }

    static Follower ofEach(Target target, Work work) {
        Follower follower = new Follower(target, work);
        return follower.subscribe(follower.channels.keySet());
    }

    private Follower subscribe(Iterable<String> names) {
        for (String name : names) {
            JsonObject subscribe = Json.createObjectBuilder()
                    .add("type", "subscribe")
                    .add("channel", name)
                    .build();
            socket.sendText(subscribe.toString(), true)
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
        return this;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            try (var reader = Json.createReader(new StringReader(message.toString()))) {
                take(reader.readObject(), Line.micros());
            } catch (RuntimeException e) {
                attendance.fail(e);
            }
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(JsonObject envelope, long now) {
        String type = envelope.getString("type");
        if (type.equals("terminal_output")) {
            frames++;
            take(
                    channels.get(envelope.getString("channel")),
                    envelope.getJsonObject("data").getString("output"),
                    now);
        } else if (type.equals("subscribed")) {
            greet(envelope.getString("channel"));
        } else if (!type.equals("connected")) {
            throw new IllegalStateException("not expected: " + envelope);
        }
    }

    /** The pattern stands for all its channels, which do not exist yet. */
    private void greet(String name) {
        if (name.endsWith("*")) {
            channels.keySet().forEach(channel -> attendance.greet());
        } else {
            attendance.greet();
        }
    }

    private void take(Lines lines, String output, long now) {
        boolean wasComplete = lines.checker().isComplete();
        lines.rest().append(output);
        int begin = 0;
        for (int end = lines.rest().indexOf("\n"); end >= 0; end = lines.rest().indexOf("\n", begin)) {
            take(lines.checker(), lines.rest().substring(begin, end), now);
            begin = end + 1;
        }
        lines.rest().delete(0, begin);
        if (!wasComplete && lines.checker().isComplete()) {
            attendance.complete(now);
        }
    }

    private void take(LineChecker checker, String line, long now) {
        if (line.length() < Line.FILLER_AT || line.charAt(0) != Line.MARK) {
            checker.takeBroken();
            return;
        }
        long written = Integer.toUnsignedLong(Line.number(line.substring(Line.STAMP_AT, Line.NUMBER_AT)));
        micros.recordValue(Math.max(0, now - written));
        checker.take(Line.number(line.substring(Line.NUMBER_AT, Line.FILLER_AT)));
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
        attendance.fail(new IllegalStateException("the connection breaks", cause));
    }

    @Override
    public Attendance attendance() {
        return attendance;
    }

    @Override
    public void close() {
        socket.abort();
    }

    @Override
    public Faults faults() {
        return channels.values().stream().map(lines -> lines.checker().faults()).reduce(Faults.NONE, Faults::plus);
    }

    @Override
    public Histogram micros() {
        return micros;
    }

    @Override
    public long frames() {
        return frames;
    }
}
