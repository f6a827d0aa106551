package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.MaskRefused;
import io.tapewire.event.RunRefused;
import io.tapewire.http.Rejected;
import io.tapewire.protocol.BadEnvelope;
import io.tapewire.protocol.Depth;
import io.tapewire.protocol.MessageDecoder;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** A body that is one message, or one message a line: fires each when it is whole. */
final class MessagesBody implements Body {
    private final String channel;
    private final boolean lines;
    private final Limits limits;
    private final Consumer<Object> events;
    private final Runnable awaitStored;
    private final MessageDecoder decoder;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private long line = 1;
    private long published;

    /**
     * @param lines whether each line is a message; if not, the whole body is one
     * @param limits say how large and how deep one message may be
     * @param awaitStored waits until what was published is stored
     */
    MessagesBody(String channel, boolean lines, Limits limits, Runnable awaitStored, Consumer<Object> events) {
        this.channel = channel;
        this.lines = lines;
        this.limits = limits;
        this.decoder = new MessageDecoder(
                new Depth(limits.asInt(Limit.MESSAGE_DEPTH), () -> limits.refused(Limit.MESSAGE_DEPTH)));
        this.events = events;
        this.awaitStored = awaitStored;
    }

    @Override
    public void take(byte[] bytes, int length) {
        int from = 0;
        for (int i = 0; lines && i < length; i++) {
            if (bytes[i] == '\n') {
                gather(bytes, from, i);
                publish();
                line++;
                from = i + 1;
            }
        }
        gather(bytes, from, length);
    }

    @Override
    public void end() {
        if (!lines && message.toString(UTF_8).isBlank()) {
            throw new Rejected(400, "bad_json", "the body is empty: a message is one JSON object");
        }
        publish();
    }

    @Override
    public void breakOff() {
        // an incomplete message is not published
        message.reset();
    }

    private void gather(byte[] bytes, int from, int to) {
        long mostBytes = limits.of(Limit.MESSAGE_BYTES);
        if (message.size() + (to - from) > mostBytes) {
            limits.refused(Limit.MESSAGE_BYTES);
            throw new Rejected(413, "too_large", "a message has at most " + mostBytes + " bytes" + where());
        }
        message.write(bytes, from, to - from);
    }

    private void publish() {
        String json = message.toString(UTF_8);
        message.reset();
        if (json.isBlank()) {
            return;
        }
        try {
            events.accept(decoder.decode(channel, json));
            published++;
        } catch (BadEnvelope bad) {
            throw new Rejected(400, bad.code(), bad.getMessage() + where());
        } catch (RunRefused refused) {
            throw Rejected.of(refused, where());
        } catch (MaskRefused refused) {
            throw Rejected.of(refused, "", where());
        } catch (IllegalArgumentException tooLarge) {
            throw new Rejected(413, "too_large", tooLarge.getMessage() + where());
        }
    }

    /** Where it stops. What the answer says to be published is stored by then. */
    private String where() {
        if (!lines) {
            return "";
        }
        if (published > 0) {
            awaitStored.run();
        }
        return " (line " + line + "; " + published + " messages before it were published)";
    }
}
