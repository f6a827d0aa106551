package io.tapewire.protocol;

import io.tapewire.event.OutputType;

/**
 * The types of records in a log, with the text around their payload in a frame.
 *
 * <p>The payload of output is its text as the inside of a JSON string; that of the others is the whole {@code data} object.
 */
public enum RecordType {
    OUTPUT(1, MessageType.TERMINAL_OUTPUT, "output"),
    ERROR(2, MessageType.TERMINAL_OUTPUT, "error"),
    INFO(3, MessageType.TERMINAL_OUTPUT, "info"),
    TASK_STATUS(4, MessageType.TASK_STATUS),
    NOTIFICATION(5, MessageType.NOTIFICATION),
    ACTIVITY_LOG(6, MessageType.ACTIVITY_LOG),
    RUN_STARTED(7, MessageType.RUN_STARTED),
    RUN_ENDED(8, MessageType.RUN_ENDED),
    FILE(9, MessageType.FILE);

    private final byte code;
    private final MessageType message;
    private final boolean output;
    private final String before;
    private final String after;

    RecordType(int code, MessageType message, String outputType) {
        this.code = (byte) code;
        this.message = message;
        this.output = true;
        this.before = "{\"output\":\"";
        this.after = "\",\"type\":\"" + outputType + "\"}}";
    }

    RecordType(int code, MessageType message) {
        this.code = (byte) code;
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

    /** What stands for it in files; a code is never given to another type. */
    public byte code() {
        return code;
    }

    /**
     * The type with this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RecordType of(byte code) {
        for (RecordType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("no type of records has the code " + code);
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
