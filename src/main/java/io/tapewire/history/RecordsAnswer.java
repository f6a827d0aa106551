package io.tapewire.history;

import io.tapewire.channel.Channel;
import io.tapewire.http.Parameters;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Gap;
import io.tapewire.log.Log;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeEncoder;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/** Answers with records, each as the envelope that a subscriber gets, one a line. Any thread. */
final class RecordsAnswer {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;
    private static final EnvelopeEncoder ENCODER = new EnvelopeEncoder();

    private final InstantSource clock;

    RecordsAnswer(InstantSource clock) {
        this.clock = clock;
    }

    void send(Channel channel, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters parameters = Parameters.of(request, "after", "before", "limit", "context");
        boolean context =
                parameters.word("context", List.of("true", "false"), "false").equals("true");
        Range range = range(channel.log(), parameters);
        response.setContentType("application/x-ndjson");
        range.describe(response);
        OutputStream out = response.getOutputStream();
        if (context) {
            out.write(contextOf(range, channel.name()));
            out.write('\n');
        }
        write(range, out);
    }

    private static Range range(Log log, Parameters parameters) {
        OptionalLong after = parameters.number("after", 0, Parameters.MOST_OFFSET);
        OptionalLong before = parameters.number("before", 1, Parameters.MOST_OFFSET);
        long limit = parameters.number("limit", 1, MOST).orElse(USUAL);
        if (after.isPresent() && before.isPresent()) {
            throw Parameters.bad("either after or before can be given, not both");
        }
        return before.isPresent()
                ? Range.before(log, before.getAsLong(), limit)
                : Range.after(log, after.orElse(0), limit);
    }

    /** The envelope that says what the records before the first retained one of a range leave behind. */
    byte[] contextOf(Range range, String channel) {
        Log log = range.log();
        JsonObjectBuilder data = Providers.JSON.createObjectBuilder();
        log.contextAfter(range.first() - 1).addTo(data);
        return ENCODER.encodeBytes(new Envelope(
                MessageType.CONTEXT, channel, log.epoch(), null, null, null, clock.instant(), data.build()));
    }

    void write(Range range, OutputStream out) throws IOException {
        range.read(new PartReader() {
            @Override
            public void records(Excerpt excerpt, long from, long to) throws IOException {
                for (long offset = from; offset <= to; offset++) {
                    out.write(excerpt.envelope(offset));
                    out.write('\n');
                }
            }

            @Override
            public void gap(Gap gap) throws IOException {
                out.write(gap.envelope(clock.millis()));
                out.write('\n');
            }
        });
    }
}
