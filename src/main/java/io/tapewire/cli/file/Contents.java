package io.tapewire.cli.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is in a file, in pieces of which each can be read again, and the hash of all that was read so far. One thread. */
public final class Contents implements AutoCloseable {
    private static final int PIECE_BYTES = 64 << 10;

    private final FileChannel file;
    private final long length;
    private final MessageDigest digest = sha256();
    private long hashed;

    private Contents(FileChannel file) throws IOException {
        this.file = file;
        this.length = file.size();
    }

    /** A file as long as it is now: what is appended to it later does not count. */
    public static Contents of(Path path) throws IOException {
        return new Contents(FileChannel.open(path, StandardOpenOption.READ));
    }

    /** All that a stream has, which is kept on the disk until this is closed, because a part may have to be sent again. */
    public static Contents of(InputStream stream) throws IOException {
        FileChannel kept = FileChannel.open(
                Files.createTempFile("tapewire", ".file"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        byte[] piece = new byte[PIECE_BYTES];
        for (int read; (read = stream.read(piece)) >= 0; ) {
            for (ByteBuffer rest = ByteBuffer.wrap(piece, 0, read); rest.hasRemaining(); ) {
                kept.write(rest);
            }
        }
        return new Contents(kept);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    long length() {
        return length;
    }

    /**
     * The bytes from a position on, as many as fit into a piece. Nothing before the position may be left out that was never
     * read, because then it would be missing in the hash.
     *
     * @throws UncheckedIOException if they cannot be read; unchecked, because an {@code IOException} is a problem of the network
     */
    ByteBuffer read(long position) {
        if (position > hashed) {
            throw new IllegalStateException("the server has more of this file than was sent to it");
        }
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, length - position));
        try {
            while (piece.hasRemaining()) {
                if (file.read(piece, position + piece.position()) < 0) {
                    throw new IOException("the file has become shorter while it was read");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        piece.flip();
        hash(piece, position);
        return piece;
    }

    private void hash(ByteBuffer piece, long position) {
        int known = (int) Math.min(piece.limit(), hashed - position);
        digest.update(piece.duplicate().position(known));
        hashed = Math.max(hashed, position + piece.limit());
    }

    /** The SHA-256 of all of it, in hexadecimal, after all of it was read. The last call. */
    String hash() {
        if (hashed < length) {
            throw new IllegalStateException("only " + hashed + " of " + length + " bytes were read");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
