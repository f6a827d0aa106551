package io.tapewire.nodes;

import io.tapewire.load.Target;
import io.tapewire.nodes.Sighting.Begun;
import io.tapewire.nodes.Sighting.Gap;
import io.tapewire.nodes.Sighting.Records;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A viewer of a channel that writes down what it is sent. When its connection ends, it resumes at its position, at another server. A
 * thread of its own.
 */
final class Witness implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final long REST_MILLIS = 20;
    /** More than a line has. */
    private static final int TAIL = 300;

    private final String name;
    private final String channel;
    private final Supplier<Target> places;
    private final List<Sighting> sightings = new ArrayList<>();
    private final Map<String, String> tails = new HashMap<>();
    private final List<Long> absencesMillis = new ArrayList<>();
    private final Thread thread;
    private volatile Connection current;
    private volatile boolean leaving;
    private String epoch;
    private long position;
    private long goneNanos;

    /** @param places where it connects next */
    Witness(String name, String channel, Supplier<Target> places) {
        this.name = name;
        this.channel = channel;
        this.places = places;
        this.thread = new Thread(this::run, "witness-" + name + "-" + channel);
    }

    Witness start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!leaving) {
                try {
                    watch(places.get());
                } catch (CompletionException notThere) {
                    TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
                }
            }
        } catch (InterruptedException closed) {
            // it has seen enough
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Target place) {
        Connection connection = new Connection();
        current = connection;
        WebSocket socket = CLIENT.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + place.token())
                .buildAsync(URI.create("ws://localhost:" + place.port() + "/ws?channel="), connection)
                .join();
        try {
            socket.sendText(subscription(), true).join();
            connection.end.join();
        } finally {
            socket.abort();
            left();
        }
    }

    private synchronized String subscription() {
        JsonObjectBuilder data = Json.createObjectBuilder();
        if (epoch != null) {
            data.add("epoch", epoch).add("offset", position);
        }
        return Json.createObjectBuilder()
                .add("type", "subscribe")
                .add("channel", channel)
                .add("data", data)
                .build()
                .toString();
    }

    private synchronized void left() {
        if (epoch != null && goneNanos == 0) {
            goneNanos = System.nanoTime();
        }
    }

    private synchronized void take(JsonObject message, Connection from) {
        JsonObject data = message.getJsonObject("data");
        switch (message.getString("type")) {
            case "connected", "pong" -> {}
            case "error" -> from.end.complete(null);
            case "subscribed" -> begin(message, data.getBoolean("recovered"));
            case "gap" -> {
                position = number(data, "to");
                sightings.add(new Gap(number(data, "from"), position, data.getString("reason")));
            }
            default -> add(message, data);
        }
    }

    private void begin(JsonObject message, boolean recovered) {
        epoch = message.getString("epoch");
        position = number(message, "offset");
        sightings.add(new Begun(epoch, position, recovered));
        if (goneNanos != 0) {
            absencesMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - goneNanos));
            goneNanos = 0;
        }
    }

    private void add(JsonObject message, JsonObject data) {
        boolean isOutput = message.getString("type").equals("terminal_output");
        String stream = isOutput ? data.getString("type", "output") : "";
        String text = isOutput ? data.getString("output") : "";
        position = number(message, "offset");
        long first = message.containsKey("first") ? number(message, "first") : position;
        sightings.add(new Records(message.getString("epoch"), first, position, stream, text));
        String tail = tails.getOrDefault(stream, "") + text;
        tails.put(stream, tail.substring(Math.max(0, tail.length() - TAIL)));
    }

    private static long number(JsonObject json, String field) {
        return json.getJsonNumber(field).longValue();
    }

    String channel() {
        return channel;
    }

    /** Whether this is the last line of a stream that it has seen. */
    synchronized boolean hasSeen(String stream, String line) {
        return tails.getOrDefault(stream, "").endsWith(line + "\n");
    }

    synchronized Account account() {
        return new Account(name, channel, sightings);
    }

    /** How long it was without a connection, each time. */
    synchronized List<Long> absencesMillis() {
        return List.copyOf(absencesMillis);
    }

    @Override
    public void close() {
        leaving = true;
        Connection last = current;
        if (last != null) {
            last.end.complete(null);
        }
        thread.interrupt();
    }

    /** One of its connections. */
    private final class Connection implements WebSocket.Listener {
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try (var reader = Json.createReader(new StringReader(text.toString()))) {
                    take(reader.readObject(), this);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable cause) {
            end.complete(null);
        }
    }

    @Override
    public String toString() {
        return thread.getName();
    }
}
