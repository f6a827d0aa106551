package io.tapewire.it;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A client of {@code /ws} that remembers everything it gets, and complains when a channel has a hole. */
final class Viewer implements WebSocket.Listener, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final byte PIECE = 1;
    private static final byte DEFLATED = 2;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Map<String, Tape> tapes = new HashMap<>();
    private final Map<Long, FetchedFile> files = new ConcurrentHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile boolean stalled;
    private volatile Integer closeCode;
    private volatile boolean gotText;
    private volatile boolean gotBinary;
    private volatile boolean gotDeflated;
    private final AtomicLong payloadBytes = new AtomicLong();
    private boolean gone;
    private WebSocket socket;

    /** Connects, and waits until the connection is open. */
    static Viewer connect(URI address, String... subprotocols) {
        return connect(address, handshake -> {
            if (subprotocols.length > 0) {
                handshake.subprotocols(subprotocols[0], Arrays.copyOfRange(subprotocols, 1, subprotocols.length));
            }
        });
    }

    static Viewer connect(URI address, Consumer<WebSocket.Builder> handshake) {
        Viewer viewer = new Viewer();
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        handshake.accept(builder);
        viewer.socket = builder.buildAsync(URI.create("ws" + address.toString().substring("http".length())), viewer)
                .join();
        return viewer;
    }

    static String query(String... channels) {
        return channels.length == 0
                ? "&channel="
                : Arrays.stream(channels)
                        .map(channel -> "&channel=" + URLEncoder.encode(channel, StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
    }

    // what it says

    void send(String message) {
        socket.sendText(message, true).join();
    }

    void send(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
    }

    /** Sends a part of a message that goes on. */
    void sendPart(String part) {
        socket.sendText(part, false).join();
    }

    /** Subscribes to a whole history, and waits for the answer. */
    Message subscribe(String channel) {
        return request("subscribe", channel, Json.createObjectBuilder());
    }

    /** Resumes after a record, and waits for the answer. */
    Message resume(String channel, String epoch, long offset) {
        return request(
                "subscribe",
                channel,
                Json.createObjectBuilder().add("epoch", epoch).add("offset", offset));
    }

    Message subscribe(String channel, JsonObjectBuilder data) {
        return request("subscribe", channel, data);
    }

    Message unsubscribe(String channel) {
        return request("unsubscribe", channel, Json.createObjectBuilder());
    }

    void acknowledge(String channel, long offset) {
        send(envelope("ack", channel, Json.createObjectBuilder().add("offset", offset))
                .build()
                .toString());
    }

    private Message request(String type, String channel, JsonObjectBuilder data) {
        String id = type + "-" + messages.size();
        send(envelope(type, channel, data).add("id", id).build().toString());
        return await("an answer to " + id, message -> id.equals(message.json().getString("id", null)));
    }

    private static JsonObjectBuilder envelope(String type, String channel, JsonObjectBuilder data) {
        return Json.createObjectBuilder()
                .add("type", type)
                .add("channel", channel)
                .add("data", data);
    }

    /** Asks for a file, whose pieces then come under this number. */
    FetchedFile fetch(long number, String channel, String file, JsonObjectBuilder data) {
        FetchedFile fetched = new FetchedFile();
        files.put(number, fetched);
        send(envelope("fetch", channel, data.add("file", file))
                .add("id", number)
                .build()
                .toString());
        return fetched;
    }

    FetchedFile fetch(long number, String channel, String file) {
        return fetch(number, channel, file, Json.createObjectBuilder());
    }

    /** Says that everything of a file before this position has been taken. */
    void acknowledge(long number, String channel, String file, long position) {
        JsonObjectBuilder data = Json.createObjectBuilder().add("file", file).add("position", position);
        send(envelope("ack", channel, data).add("id", number).build().toString());
    }

    /** Waits for the message that ends a fetch, whatever it says. */
    Message awaitEnd(long number) {
        return await(
                "the end of fetch " + number,
                message -> message.json().get("id") instanceof JsonNumber id && id.longValue() == number);
    }

    // what it has seen

    /** Waits for a message, which may have come already. */
    Message await(String what, Predicate<Message> wanted) {
        until(what, () -> fine() && messages.stream().anyMatch(wanted));
        return messages.stream().filter(wanted).findFirst().orElseThrow();
    }

    Message await(String type) {
        return await(type, message -> message.is(type));
    }

    /** Waits until a channel's output is complete up to these words, and gives all of it. */
    String awaitOutput(String channel, String ending) {
        until("output of " + channel + " up to \"" + ending + "\"", () -> fine() && endsWith(channel, ending));
        return output(channel);
    }

    void awaitLength(String channel, int length) {
        until(length + " characters of " + channel, () -> fine() && length(channel) >= length);
    }

    boolean isClosed() {
        return closeCode != null;
    }

    int awaitClose() {
        until("the connection is closed", () -> closeCode != null);
        return closeCode;
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    List<Message> messages(String type) {
        return messages.stream().filter(message -> message.is(type)).toList();
    }

    List<Message> records(String channel) {
        return messages.stream()
                .filter(message -> message.isRecord() && channel.equals(message.channel()))
                .toList();
    }

    String output(String channel) {
        synchronized (tapes) {
            return tape(channel).text();
        }
    }

    int length(String channel) {
        synchronized (tapes) {
            return tape(channel).length();
        }
    }

    private boolean endsWith(String channel, String ending) {
        synchronized (tapes) {
            return tape(channel).endsWith(ending);
        }
    }

    long position(String channel) {
        synchronized (tapes) {
            return tape(channel).position();
        }
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    boolean gotText() {
        return gotText;
    }

    boolean gotBinary() {
        return gotBinary;
    }

    boolean gotDeflated() {
        return gotDeflated;
    }

    /** Of all binary frames, as they came. */
    long payloadBytes() {
        return payloadBytes.get();
    }

    private void until(String what, Callable<Boolean> reached) {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(reached);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("still no " + what + ", but " + summary(), e);
        }
    }

    private String summary() {
        int size = messages.size();
        return size + " messages, " + messages("gap") + messages("error") + ", the last: "
                + messages.subList(Math.max(0, size - 3), size) + ", closed: " + closeCode;
    }

    private boolean fine() {
        if (!complaints.isEmpty()) {
            throw new AssertionError(complaints.toString());
        }
        return true;
    }

    private Tape tape(String channel) {
        return tapes.computeIfAbsent(channel, name -> new Tape());
    }

    // what it hears

    /** Reads nothing more until {@link #goOn()}: what the server sends piles up on its side. */
    void stall() {
        stalled = true;
    }

    void goOn() {
        stalled = false;
        socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        gotText = true;
        text.append(part);
        if (last) {
            take(text.toString());
            text.setLength(0);
        }
        return next(from);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        gotBinary = true;
        byte[] chunk = new byte[part.remaining()];
        part.get(chunk);
        bytes.writeBytes(chunk);
        if (last) {
            takeFrame(bytes.toByteArray());
            bytes.reset();
        }
        return next(from);
    }

    private void takeFrame(byte[] frame) {
        payloadBytes.addAndGet(frame.length);
        if (frame[0] == PIECE) {
            FetchedFile file = files.get(Integer.toUnsignedLong(
                    ByteBuffer.wrap(frame, 1, Integer.BYTES).getInt()));
            String complaint = file == null ? "a piece of nothing that was asked for" : file.take(frame);
            Optional.ofNullable(complaint).ifPresent(complaints::add);
        } else {
            take(whole(frame));
        }
    }

    private String whole(byte[] frame) {
        if (frame[0] != DEFLATED) {
            return new String(frame, StandardCharsets.UTF_8);
        }
        gotDeflated = true;
        try (var inflated =
                new InflaterInputStream(new ByteArrayInputStream(frame, 1, frame.length - 1), new Inflater(true))) {
            return new String(inflated.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeCode = code;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
        // what a browser reports when a connection ends without a word
        closeCode = 1006;
    }

    private CompletionStage<?> next(WebSocket from) {
        if (!stalled) {
            from.request(1);
        }
        return null;
    }

    private void take(String json) {
        Message message = Message.of(json);
        synchronized (tapes) {
            if (gone) {
                return;
            }
            if (message.channel() != null && !message.is("error")) {
                Optional.ofNullable(tape(message.channel()).take(message)).ifPresent(complaints::add);
            }
            messages.add(message);
        }
    }

    /** Goes away without a word, as a laptop does that is closed; what it has seen stays as it is now. */
    void vanish() {
        synchronized (tapes) {
            gone = true;
        }
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
