package io.tapewire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Builds the frames of one channel's log: the envelope around payload bytes that are already JSON.
 *
 * <p>Every frame is built by it, so it copies bytes and does not write JSON again. A test checks that
 * {@link EnvelopeDecoder} reads what it writes. Immutable.
 */
public final class RecordEncoder {
    /** The longest envelope around a payload, in bytes, without the channel's name. */
    public static final int ENVELOPE_BYTES = 300;

    private final String place;

    /**
     * An encoder for one log.
     *
     * @param channel a valid channel name: it needs no escaping
     * @param epoch the log's epoch; it needs no escaping
     */
    public RecordEncoder(String channel, String epoch) {
        this.place = "\",\"channel\":\"" + channel + "\",\"epoch\":\"" + epoch;
    }

    /** The frame of the records {@code first} to {@code last}, whose payload is {@code from} to {@code to}. */
    public byte[] encode(RecordType type, long first, long last, long epochMillis, byte[] payload, int from, int to) {
        byte[] before = before(type, first, last, epochMillis).getBytes(UTF_8);
        byte[] after = type.after().getBytes(UTF_8);
        int length = to - from;
        byte[] frame = new byte[before.length + length + after.length];
        System.arraycopy(before, 0, frame, 0, before.length);
        System.arraycopy(payload, from, frame, before.length, length);
        System.arraycopy(after, 0, frame, before.length + length, after.length);
        return frame;
    }

    /** The bytes after the payload in a frame of this type. */
    public static int tailBytes(RecordType type) {
        return type.after().length(); // ASCII
    }

    private String before(RecordType type, long first, long last, long epochMillis) {
        StringBuilder head = new StringBuilder(ENVELOPE_BYTES)
                .append("{\"type\":\"")
                .append(type.message().wireName())
                .append(place);
        if (first != last) {
            head.append("\",\"first\":").append(first).append(",\"offset\":");
        } else {
            head.append("\",\"offset\":");
        }
        head.append(last)
                .append(",\"timestamp\":\"")
                .append(Timestamps.write(epochMillis))
                .append("\",\"data\":")
                .append(type.before());
        return head.toString();
    }
}
