package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** An operating system command that is being read: a number, a semicolon, and a payload. The payload is kept if the command matters. */
final class OscString {
    /** The longest payload that is read, in bytes. */
    static final int MOST_PAYLOAD = 4096;

    private static final int NO_COMMAND = -1;
    private static final int MOST_COMMAND = 99_999;
    /** Longer payloads are not kept after their command. */
    private static final int FIRST_CAPACITY = 256;

    private int command = NO_COMMAND;
    private boolean inPayload;
    private boolean ignored;
    private byte[] payload = new byte[FIRST_CAPACITY];
    private int length;

    void start() {
        command = NO_COMMAND;
        inPayload = false;
        ignored = false;
        length = 0;
        if (payload.length > FIRST_CAPACITY) {
            payload = new byte[FIRST_CAPACITY];
        }
    }

    /** Returns false if these bytes make the payload of a command that matters too long. */
    boolean put(byte[] bytes, int from, int to) {
        int next = from;
        while (next < to && !inPayload && !ignored) {
            putCommand(bytes[next++]);
        }
        int count = to - next;
        if (ignored || count <= MOST_PAYLOAD - length) {
            keep(bytes, next, count);
            return true;
        }
        return false;
    }

    private void putCommand(byte read) {
        if (read == ';' && Commands.matter(command)) {
            inPayload = true;
        } else if (read >= '0' && read <= '9') {
            command = Math.min(Math.max(command, 0) * 10 + read - '0', MOST_COMMAND);
        } else {
            ignore();
        }
    }

    /** The rest of the command has no effect. */
    void ignore() {
        start();
        ignored = true;
    }

    private void keep(byte[] bytes, int from, int count) {
        if (ignored || count == 0) {
            return;
        }
        if (length + count > payload.length) {
            int capacity = Math.max(length + count, 2 * payload.length);
            payload = Arrays.copyOf(payload, Math.min(capacity, MOST_PAYLOAD));
        }
        System.arraycopy(bytes, from, payload, length, count);
        length += count;
    }

    int command() {
        return command;
    }

    String payload() {
        return length == 0 ? "" : new String(payload, 0, length, UTF_8);
    }

    /** Writes text that leads to this state when it is read after the introducer. */
    void write(StringBuilder text) {
        if (ignored) {
            text.append('x');
        } else if (command != NO_COMMAND) {
            text.append(command);
        }
        if (inPayload) {
            text.append(';').append(payload());
        }
    }
}
