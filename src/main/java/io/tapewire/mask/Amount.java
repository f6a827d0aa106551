package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;

/** How many values there are, and how many bytes they have. Guarded by its owner. */
final class Amount {
    private long count;
    private long bytes;

    static long bytesOf(String value) {
        return value.getBytes(UTF_8).length;
    }

    private static long bytesOf(Set<String> values) {
        return values.stream().mapToLong(Amount::bytesOf).sum();
    }

    boolean hasRoomFor(Set<String> more, long mostBytes) {
        return bytes + bytesOf(more) <= mostBytes;
    }

    void add(Set<String> more) {
        count += more.size();
        bytes += bytesOf(more);
    }

    void remove(Set<String> some) {
        count -= some.size();
        bytes -= bytesOf(some);
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }
}
