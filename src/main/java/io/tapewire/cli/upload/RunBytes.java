package io.tapewire.cli.upload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A run as the server gets it: what was printed, with a marker in place of what was dropped. Its position counts what
 * the server has received or is about to. One thread.
 */
final class RunBytes {
    private static final int PIECE_BYTES = 128 << 10;

    private final Spool spool;
    private final ByteBuffer buffer = ByteBuffer.allocate(PIECE_BYTES);
    private long position;
    private long furthest;
    /** The last place where something was dropped. */
    private Marker marker = new Marker(0, 0, 0, "");

    RunBytes(Spool spool) {
        this.spool = spool;
    }

    long position() {
        return position;
    }

    /**
     * Continues where the server is.
     *
     * @return false if the server has more than it was ever sent
     */
    boolean seek(long received) {
        furthest = Math.max(furthest, position);
        position = Math.min(received, furthest);
        return received <= furthest;
    }

    /**
     * The next bytes.
     *
     * @param nanos how long to wait for the first of them
     * @return empty if none has come in time; {@code null} at the end
     */
    ByteBuffer next(long nanos) throws IOException, InterruptedException {
        if (isDropped()) {
            mark();
        }
        if (position < marker.end()) {
            ByteBuffer rest = ByteBuffer.wrap(marker.text().getBytes(US_ASCII));
            rest.position((int) (position - marker.at()));
            position = marker.end();
            return rest;
        }
        buffer.clear();
        int length = spool.read(printed(), buffer, nanos);
        if (length == Spool.DROPPED) {
            return next(nanos);
        }
        if (length == Spool.END) {
            return null;
        }
        position += length;
        byte[] piece = new byte[length];
        buffer.flip().get(piece);
        return ByteBuffer.wrap(piece);
    }

    private boolean isDropped() {
        return position < marker.at() || Math.max(marker.printed(), printed()) < spool.first();
    }

    /** What the server lacks begins at this position, or at the marker of which it has a part. */
    private void mark() {
        long behind = marker.end() <= position ? printed() : marker.printed() - marker.lost();
        long earlier = Math.max(0, marker.at() - position);
        long first = Math.max(marker.printed(), spool.restart());
        marker = Marker.of(position, first - behind + earlier, first);
    }

    /** The position of the printed byte that stands at this place of the run. */
    private long printed() {
        return marker.printed() + position - marker.end();
    }
}
