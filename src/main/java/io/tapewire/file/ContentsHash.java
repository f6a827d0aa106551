package io.tapewire.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a file's contents, as far as they have come. One thread at a time. */
final class ContentsHash {
    private static final int PIECE = 1 << 16;

    private final MessageDigest digest;

    ContentsHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Where the bytes go that were read. */
    interface Copy {
        void write(byte[] bytes, int length) throws IOException;
    }

    /**
     * Adds the beginning of a file.
     *
     * @param bytes how much of it
     * @param copy gets the same bytes
     */
    void add(RandomAccessFile contents, long bytes, Copy copy) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = bytes;
        while (left > 0) {
            int length = contents.read(piece, 0, (int) Math.min(left, piece.length));
            if (length < 0) {
                throw new IOException("a file has become shorter");
            }
            copy.write(piece, length);
            add(piece, length);
            left -= length;
        }
    }

    void add(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    /** In hexadecimal. More can be added afterwards. */
    String text() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the hash cannot be copied", e);
        }
    }
}
