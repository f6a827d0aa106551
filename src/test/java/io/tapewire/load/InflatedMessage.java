package io.tapewire.load;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** One message of the subprotocol {@code tapewire.deflate}, as it comes. One thread. */
final class InflatedMessage {
    /** The first byte of such a message. */
    static final byte DEFLATED = 2;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void take(ByteBuffer in, int from, int to) {
        byte[] part = new byte[to - from];
        in.get(from, part);
        bytes.writeBytes(part);
    }

    /** The envelope, whether it is compressed or not. */
    byte[] envelope() {
        byte[] message = bytes.toByteArray();
        return message.length > 0 && message[0] == DEFLATED ? whole().array() : message;
    }

    /** The envelope of a compressed message. */
    ByteBuffer whole() {
        Inflater inflater = new Inflater(true);
        try (var inflated =
                new InflaterInputStream(new ByteArrayInputStream(bytes.toByteArray(), 1, bytes.size() - 1), inflater)) {
            return ByteBuffer.wrap(inflated.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            inflater.end();
        }
    }
}
