package io.tapewire.history;

import io.tapewire.channel.Channel;
import io.tapewire.http.Parameters;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Gap;
import io.tapewire.log.Log;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.OptionalLong;

/** Answers with records, each as the envelope that a subscriber gets, one a line. Any thread. */
final class RecordsAnswer {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final InstantSource clock;

    RecordsAnswer(InstantSource clock) {
        this.clock = clock;
    }

    void send(Channel channel, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Range range = range(channel.log(), Parameters.of(request, "after", "before", "limit"));
        response.setContentType("application/x-ndjson");
        range.describe(response);
        write(range, response.getOutputStream());
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
