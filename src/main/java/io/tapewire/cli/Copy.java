package io.tapewire.cli;

import io.tapewire.cli.upload.Spool;
import java.io.IOException;
import java.io.InputStream;

/** Reads a stream to its end, and puts what comes into a spool at once. */
final class Copy {
    private static final int PIECE_BYTES = 64 << 10;

    private Copy() {}

    /** Gets what was read. */
    interface Piece {
        void take(byte[] bytes, int length);
    }

    /** @param also gets each piece after the spool */
    static void all(InputStream in, Spool spool, Piece also) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        for (int length; (length = in.read(piece)) >= 0; ) {
            spool.append(piece, length);
            also.take(piece, length);
        }
        spool.end();
    }
}
