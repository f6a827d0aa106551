package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.log.Store;
import java.util.List;

/** What a script has returned: a list of texts, bytes and lists, some of which may be missing. */
final class Reply {
    private final List<?> values;

    Reply(Object returned) {
        values = (List<?>) returned;
    }

    /** How many values there are. */
    int size() {
        return values.size();
    }

    /** The first value, if it says what has become of a request. */
    Store.Outcome outcome() {
        return Store.Outcome.valueOf(text(0));
    }

    /** {@code null} if it is missing. */
    byte[] bytes(int index) {
        return (byte[]) values.get(index);
    }

    /** {@code null} if it is missing. */
    String text(int index) {
        byte[] bytes = bytes(index);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    long number(int index, long ifMissing) {
        String text = text(index);
        return text == null ? ifMissing : Long.parseLong(text);
    }

    @SuppressWarnings("unchecked") // the scripts return no other lists
    List<byte[]> list(int index) {
        return (List<byte[]>) values.get(index);
    }
}
