package io.tapewire.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.file.PublishedFile;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;

/** Headers with which browsers keep a published file and never run what is in it. */
final class FileHeaders {
    /** Types that contain no script, in any browser. SVG is none of them. */
    private static final Set<String> IMAGES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp");

    private static final String PLAIN = "-_.~";

    private FileHeaders() {}

    static void set(PublishedFile file, HttpServletResponse response) {
        response.setContentType(typeOf(file.mediaType()));
        response.setHeader("ETag", entityTag(file));
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("Content-Disposition", disposition(file.name()));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        // the permission to read it may be taken back, so caches ask each time
        response.setHeader("Cache-Control", "private, no-cache");
    }

    static String entityTag(PublishedFile file) {
        return '"' + file.sha256() + '"';
    }

    /** The type that the file is sent as: its own only if nothing can run in it. */
    static String typeOf(String mediaType) {
        if ("text/plain".equals(mediaType)) {
            return "text/plain;charset=utf-8";
        }
        return mediaType != null && IMAGES.contains(mediaType) ? mediaType : "application/octet-stream";
    }

    /** The name twice: for all readers with what ASCII has, and as it is (RFC 6266, RFC 8187). */
    static String disposition(String name) {
        String ascii = name.replaceAll("[^\\x20-\\x7E]", "_").replaceAll("[\"%]", "_");
        StringBuilder encoded = new StringBuilder();
        for (byte octet : name.getBytes(UTF_8)) {
            char character = (char) (octet & 0xFF);
            boolean plain = character < 0x80 && (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : "%%%02X".formatted((int) character));
        }
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }
}
