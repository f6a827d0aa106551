package io.tapewire.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Log;
import io.tapewire.log.ManualClock;
import io.tapewire.log.Memory;
import io.tapewire.protocol.RecordType;

/** Logs to read back, and what to write into them. */
final class Logs {
    static final Limits SMALL =
            Limits.STANDARD.with(Limit.CHANNEL_BYTES, 16_384).with(Limit.BATCH_BYTES, 256);

    private Logs() {}

    static Log log(Limits limits) {
        return log(limits, new ManualClock());
    }

    static Log log(Limits limits, ManualClock clock) {
        return new Log("build", "e1", limits, new Memory(1L << 40), clock);
    }

    /** Appends output as one record. */
    static void record(Log log, String text) {
        record(log, RecordType.OUTPUT, text);
    }

    static void record(Log log, RecordType type, String text) {
        log.append(type, text.getBytes(UTF_8));
        log.seal();
    }

    static void message(Log log, RecordType type, String json) {
        log.appendMessage(type, json.getBytes(UTF_8));
    }
}
