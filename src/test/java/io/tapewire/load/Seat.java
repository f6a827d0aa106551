package io.tapewire.load;

import java.nio.ByteBuffer;

/**
 * What one viewer is there for. Immutable.
 *
 * @param channel the channel that it watches from the beginning; none if it is empty
 * @param first the number of the first line that it gets
 * @param end the number after the last
 * @param length of each line, in bytes
 */
record Seat(String channel, int first, int end, int length) {
    /** Everything can be done with frames of the binary subprotocol as well, compressed or not. */
    private static final String SUBPROTOCOL =
            System.getProperty("load.subprotocol", Boolean.getBoolean("load.binary") ? "tapewire.binary" : "");

    ByteBuffer handshake(Target target) {
        return target.request(
                "GET /ws?channel=" + channel,
                // a header that says nothing, where text is wanted
                SUBPROTOCOL.isEmpty() ? "Accept: */*" : "Sec-WebSocket-Protocol: " + SUBPROTOCOL,
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIGxvYWQgaGFybmVzcw==");
    }
}
