package io.tapewire.log;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunStarted;
import io.tapewire.protocol.RecordType;

/** Something that was appended to a log, so that it can be appended again behind what other servers have appended. */
public sealed interface Operation {
    /** The run that it belongs to, or {@code null}. */
    String run();

    /** Output, or another record. */
    final class Data implements Operation {
        private final RecordType type;
        private final byte[] bytes;
        private final String source;
        private final RequestMessage message;

        /**
         * @param bytes UTF-8 of output, or the JSON of another record
         * @param source the run that has printed it, or the task whose status it is, or {@code null}
         * @param message the message that it comes from, or {@code null} if that need not be known
         */
        Data(RecordType type, byte[] bytes, String source, RequestMessage message) {
            this.type = type;
            this.bytes = bytes;
            this.source = source;
            this.message = message;
        }

        RecordType type() {
            return type;
        }

        byte[] bytes() {
            return bytes;
        }

        String source() {
            return source;
        }

        RequestMessage message() {
            return message;
        }

        @Override
        public String run() {
            return type.isOutput() ? source : null;
        }
    }

    /** The declaration of a run. */
    record Start(RunStarted event) implements Operation {
        @Override
        public String run() {
            return event.run();
        }
    }

    /**
     * The end of a program.
     *
     * @param wasOpen whether it was a declared run that had not ended
     * @param mayHaveLeftState whether it may have left the terminal in another state than a fresh one
     */
    record End(RunEnded event, boolean wasOpen, boolean mayHaveLeftState) implements Operation {
        @Override
        public String run() {
            return event.run();
        }
    }
}
