package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** An operating system command while it is read: a number, a semicolon, and a payload, which is kept if the command matters. */
final class OscString {
    /** The most bytes of a payload that is looked at. */
    static final int MOST_PAYLOAD = 4096;

    private static final int NO_COMMAND = -1;
    private static final int MOST_COMMAND = 99_999;
    private static final int FIRST_CAPACITY = 64;
    private static final byte[] NOTHING = {};

    private int command = NO_COMMAND;
    private boolean inPayload;
    private boolean ignored;
    private byte[] payload = NOTHING;
    private int length;

    void start() {
        command = NO_COMMAND;
        inPayload = false;
        ignored = false;
        payload = NOTHING;
        length = 0;
    }

    /** Returns false if the payload of a command that matters has become too long just now. */
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

    /** From here to its end the command has no effect. */
    void ignore() {
        start();
        ignored = true;
    }

    private void keep(byte[] bytes, int from, int count) {
        if (ignored || count == 0) {
            return;
        }
        if (length + count > payload.length) {
            int capacity = Math.max(length + count, Math.max(FIRST_CAPACITY, 2 * payload.length));
            payload = Arrays.copyOf(payload, Math.min(capacity, MOST_PAYLOAD));
        }
        System.arraycopy(bytes, from, payload, length, count);
        length += count;
    }

    boolean isIgnored() {
        return ignored;
    }

    int command() {
        return command;
    }

    String payload() {
        return new String(payload, 0, length, UTF_8);
    }

    /** Writes text that leads here when it is read after the introducer. */
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
