package io.tapewire.page;

import io.tapewire.compression.AcceptEncoding;
import io.tapewire.compression.GzipStream;
import io.tapewire.security.SafeHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.zip.CRC32;

/**
 * One of the client's files, as it is and compressed. Immutable.
 *
 * @param type its media type
 * @param caching its {@code Cache-Control}
 * @param sourceMap the name of the source map beside it, or {@code null}
 * @param plain the file as it is
 * @param compressed the file as gzip; the same as {@code plain} if that is not shorter
 */
record ClientFile(String type, String caching, String sourceMap, Variant plain, Variant compressed) {
    /** Of a file whose contents may change: browsers ask each time whether they have. */
    static final String REVALIDATED = "no-cache";

    /** Of a file that is another one, with another name, when its contents change: browsers keep it, and never ask again. */
    static final String KEPT = "public, max-age=31536000, immutable";

    /**
     * One form of a file.
     *
     * @param encoding its {@code Content-Encoding}, or {@code null}
     * @param tag its {@code ETag}, which depends on the contents alone
     */
    record Variant(ByteBuffer content, String encoding, String tag) {}

    static ClientFile of(String type, String caching, String sourceMap, byte[] bytes) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        String tag = "%08x-%x".formatted(sum.getValue(), bytes.length);
        Variant plain = new Variant(ByteBuffer.wrap(bytes), null, '"' + tag + '"');
        byte[] gzip = compress(bytes);
        return new ClientFile(
                type,
                caching,
                sourceMap,
                plain,
                gzip.length < bytes.length ? new Variant(ByteBuffer.wrap(gzip), "gzip", '"' + tag + "-gzip\"") : plain);
    }

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean prefersGzip = AcceptEncoding.prefersGzip(Collections.list(request.getHeaders("Accept-Encoding")));
        Variant variant = prefersGzip ? compressed : plain;
        response.setHeader("Cache-Control", caching);
        response.setHeader("ETag", variant.tag());
        response.addHeader("Vary", "Accept-Encoding");
        SafeHeaders.ofPage(response);
        if (variant.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(type);
        if (sourceMap != null) {
            response.setHeader("SourceMap", sourceMap);
        }
        if (variant.encoding() != null) {
            response.setHeader("Content-Encoding", variant.encoding());
        }
        response.setContentLength(variant.content().capacity());
        response.getOutputStream().write(variant.content().array());
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
