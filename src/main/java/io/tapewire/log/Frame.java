package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/**
 * What is sent to a viewer in one piece: an envelope in bytes. All viewers that get the same records share it.
 *
 * <p>Immutable, except for its other forms, the text and the compact bytes. Each is made when it is first asked for. Any
 * thread.
 */
public final class Frame {
    private final byte[] json;
    private final long first;
    private final long last;
    private final int weight;
    private final long end;
    private String text;
    private volatile byte[] compact;

    /**
     * @param json the envelope's UTF-8 bytes; must not be changed afterwards
     * @param first position of the first record in it
     * @param last position of the last one; smaller than {@code first} if it carries none
     * @param weight bytes of output in it, as escaped
     * @param end bytes of the log up to and with the last record
     */
    private Frame(byte[] json, long first, long last, int weight, long end) {
        this.json = json;
        this.first = first;
        this.last = last;
        this.weight = weight;
        this.end = end;
    }

    public static Frame records(byte[] json, long first, long last, int weight, long end) {
        return new Frame(json, first, last, weight, end);
    }

    static Frame gap(byte[] json, long first, long last, long end) {
        return new Frame(json, first, last, 0, end);
    }

    /** A frame that moves no cursor: a reply. */
    public static Frame reply(byte[] json) {
        return new Frame(json, 1, 0, 0, 0);
    }

    /** The bytes, in a new buffer for the caller. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(json);
    }

    /** The same as text. Two senders may make it at the same time; the results are equal. */
    public String text() {
        String known = text;
        if (known == null) {
            known = new String(json, UTF_8);
            text = known;
        }
        return known;
    }

    /**
     * The bytes in a shorter form, in a new buffer for the caller. They are compressed once for all viewers: whoever asks
     * at the same time waits for the first one.
     *
     * @param compressor gives the shorter form of the bytes, or the same array if there is none; always the same one
     */
    public ByteBuffer compact(UnaryOperator<byte[]> compressor) {
        byte[] known = compact;
        if (known == null) {
            synchronized (this) {
                known = compact;
                if (known == null) {
                    known = compressor.apply(json);
                    compact = known;
                }
            }
        }
        return ByteBuffer.wrap(known);
    }

    /** Discards the text and the compact bytes. Most frames need them only while they are new. */
    void forgetForms() {
        text = null;
        compact = null;
    }

    public int size() {
        return json.length;
    }

    public long first() {
        return first;
    }

    public long last() {
        return last;
    }

    public int weight() {
        return weight;
    }

    public long end() {
        return end;
    }
}
