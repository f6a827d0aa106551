package io.tapewire.page;

import io.tapewire.compression.GzipStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * One of the client's files, as it is and compressed. Immutable.
 *
 * @param type its media type
 * @param plain the file as it is
 * @param compressed the file as gzip; the same as {@code plain} if that is not shorter
 */
record ClientFile(String type, Variant plain, Variant compressed) {
    /**
     * One form of a file.
     *
     * @param encoding its {@code Content-Encoding}, or {@code null}
     * @param tag its {@code ETag}, which depends on the contents alone
     */
    record Variant(ByteBuffer content, String encoding, String tag) {}

    static ClientFile of(String type, byte[] bytes) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        String tag = "%08x-%x".formatted(sum.getValue(), bytes.length);
        Variant plain = new Variant(ByteBuffer.wrap(bytes), null, '"' + tag + '"');
        byte[] gzip = compress(bytes);
        return new ClientFile(
                type,
                plain,
                gzip.length < bytes.length ? new Variant(ByteBuffer.wrap(gzip), "gzip", '"' + tag + "-gzip\"") : plain);
    }

    private static byte[] compress(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GzipStream gzip = new GzipStream(out);
        try {
            gzip.write(bytes);
            gzip.finish();
        } finally {
            gzip.release();
        }
        return out.toByteArray();
    }
}
