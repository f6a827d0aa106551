package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeDecoder;
import io.tapewire.protocol.MessageType;
import java.util.ArrayList;
import java.util.List;

/** Reads a log as a subscriber would, from any position, and checks that each frame continues the one before. */
public final class LogReader {
    private static final EnvelopeDecoder DECODER = new EnvelopeDecoder();

    private final Log log;
    private long position;

    public LogReader(Log log, long position) {
        this.log = log;
        this.position = position;
    }

    public static LogReader fromBegin(Log log) {
        return new LogReader(log, 0);
    }

    /** The next envelope, or {@code null} at the log's end. */
    public Envelope next(int limit) {
        Frame frame = log.read(position, limit, Gap.Reason.SLOW);
        if (frame == null) {
            return null;
        }
        Envelope envelope = decode(frame);
        if (frame.first() != position + 1 || firstOf(envelope) != frame.first() || lastOf(envelope) != frame.last()) {
            throw new AssertionError("after " + position + " came " + frame.text());
        }
        position = frame.last();
        return envelope;
    }

    /** All there is from here on. */
    public List<Envelope> rest(int limit) {
        List<Envelope> envelopes = new ArrayList<>();
        for (Envelope envelope = next(limit); envelope != null; envelope = next(limit)) {
            envelopes.add(envelope);
        }
        return envelopes;
    }

    /** All output that the log retains. */
    public static String retainedOutput(Log log) {
        StringBuilder output = new StringBuilder();
        long last = log.seal();
        Part part;
        for (long next = log.span().first(); next <= last; next = part.last() + 1) {
            part = log.partAt(next);
            if (part instanceof Excerpt excerpt && excerpt.type().isOutput()) {
                output.append(new String(excerpt.output(next, excerpt.last()), UTF_8));
            }
        }
        return output.toString();
    }

    public static Envelope decode(Frame frame) {
        return DECODER.decode(frame.text());
    }

    public static boolean isGap(Envelope envelope) {
        return envelope.type() == MessageType.GAP;
    }

    public static long firstOf(Envelope envelope) {
        if (isGap(envelope)) {
            return envelope.data().getJsonNumber("from").longValueExact();
        }
        return envelope.first() == null ? envelope.offset() : envelope.first();
    }

    public static long lastOf(Envelope envelope) {
        return isGap(envelope) ? envelope.data().getJsonNumber("to").longValueExact() : envelope.offset();
    }

    public static String outputOf(Envelope envelope) {
        return envelope.data().getString("output", "");
    }

    public static String outputOf(List<Envelope> envelopes) {
        StringBuilder text = new StringBuilder();
        envelopes.forEach(envelope -> text.append(outputOf(envelope)));
        return text.toString();
    }
}
