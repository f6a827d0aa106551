package io.tapewire.protocol;

import io.tapewire.event.OutputType;

/**
 * The types of records in a log, with the text around their payload in a frame.
 *
 * <p>The payload of output is its text as the inside of a JSON string; that of the others is the whole {@code data} object.
 */
public enum RecordType {
    OUTPUT(MessageType.TERMINAL_OUTPUT, "output"),
    ERROR(MessageType.TERMINAL_OUTPUT, "error"),
    INFO(MessageType.TERMINAL_OUTPUT, "info"),
    TASK_STATUS(MessageType.TASK_STATUS),
    NOTIFICATION(MessageType.NOTIFICATION),
    ACTIVITY_LOG(MessageType.ACTIVITY_LOG),
    RUN_STARTED(MessageType.RUN_STARTED),
    RUN_ENDED(MessageType.RUN_ENDED);

    private final MessageType message;
    private final boolean output;
    private final String before;
    private final String after;

    RecordType(MessageType message, String outputType) {
        this.message = message;
        this.output = true;
        this.before = "{\"output\":\"";
        this.after = "\",\"type\":\"" + outputType + "\"}}";
    }

    RecordType(MessageType message) {
        this.message = message;
        this.output = false;
        this.before = "";
        this.after = "}";
    }

    public static RecordType of(OutputType type) {
        return switch (type) {
            case OUTPUT -> OUTPUT;
            case ERROR -> ERROR;
            case INFO -> INFO;
        };
    }

    public MessageType message() {
        return message;
    }

    /** Whether consecutive records may share a frame. */
    public boolean isOutput() {
        return output;
    }

    String before() {
        return before;
    }

    String after() {
        return after;
    }
}
