package io.tapewire.ingest;

import io.tapewire.compression.Inflation;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.http.Rejected;
import java.util.function.IntConsumer;
import java.util.zip.DataFormatException;

/**
 * A body that arrives compressed. A few bytes may stand for very many, so what comes out of it is bounded. One thread at a
 * time.
 */
final class InflatedBody extends WrappedBody {
    /** Up to this size the ratio does not matter. */
    private static final long RATIO_FROM_BYTES = 1 << 20;

    private final Inflation inflation;
    private final Limits limits;
    private final IntConsumer counter;
    private final long mostBytes;
    private final long mostRatio;
    private long arrived;
    private long bytes;

    /** @param counter is told how many bytes come out, before they are passed on */
    InflatedBody(Body body, Inflation inflation, Limits limits, IntConsumer counter) {
        super(body);
        this.inflation = inflation;
        this.limits = limits;
        this.counter = counter;
        this.mostBytes = limits.of(Limit.INFLATED_BYTES);
        this.mostRatio = limits.of(Limit.INFLATED_RATIO);
    }

    /** What has come out so far. */
    long bytes() {
        return bytes;
    }

    @Override
    public void take(byte[] compressed, int length) {
        arrived += length;
        try {
            inflation.take(compressed, length, this::pass);
        } catch (DataFormatException bad) {
            throw new Rejected(
                    400, "bad_encoding", "the body is not what its Content-Encoding says: " + bad.getMessage());
        }
    }

    private void pass(byte[] inflated, int length) {
        long more = bytes + length;
        if (more > mostBytes) {
            throw tooLarge("a compressed body may have " + mostBytes + " bytes", Limit.INFLATED_BYTES);
        }
        if (more > RATIO_FROM_BYTES && more / mostRatio > arrived) {
            throw tooLarge("a body may be compressed to one part in " + mostRatio, Limit.INFLATED_RATIO);
        }
        bytes = more;
        counter.accept(length);
        super.take(inflated, length);
    }

    private Rejected tooLarge(String bound, Limit limit) {
        limits.refused(limit);
        return new Rejected(413, "too_large", bound + " (" + limit.key() + "): send it without Content-Encoding");
    }

    @Override
    public void end() {
        if (!inflation.isWhole()) {
            throw new Rejected(400, "bad_encoding", "the compressed body has no end");
        }
        inflation.close();
        super.end();
    }

    @Override
    public void breakOff() {
        inflation.close();
        super.breakOff();
    }
}
