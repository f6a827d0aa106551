package io.tapewire.history;

import io.tapewire.file.FileArchive;
import io.tapewire.file.PublishedFile;
import io.tapewire.http.Parameters;
import io.tapewire.http.Rejected;
import io.tapewire.http.Target;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers with a published file, or a part of it. Any thread. */
final class FileAnswer {
    private static final int PIECE = 1 << 16;

    private final Optional<FileArchive> files;

    /** @param files empty if the server keeps none */
    FileAnswer(Optional<FileArchive> files) {
        this.files = files;
    }

    void send(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters.requireNone(request);
        FileArchive archive = files.orElseThrow(FileAnswer::unknown);
        PublishedFile file = archive.published(target.channel(), target.item()).orElseThrow(FileAnswer::unknown);
        FileHeaders.set(file, response);
        List<String> unless = Collections.list(request.getHeaders("If-None-Match"));
        if (names(unless, FileHeaders.entityTag(file))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        Optional<ByteRange> part = part(file, request);
        ByteRange range = part.orElse(ByteRange.whole(file.bytes()));
        if (part.isPresent()) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", "bytes %d-%d/%d".formatted(range.from(), range.to(), file.bytes()));
        }
        response.setContentLengthLong(range.length());
        if (!request.getMethod().equals("HEAD")) {
            write(archive, file, range, response);
        }
    }

    private static Rejected unknown() {
        return new Rejected(404, "unknown_file", "the channel has no such file; old files are removed");
    }

    private static boolean names(List<String> tags, String entityTag) {
        return tags.stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .anyMatch(tag -> tag.equals("*") || tag.equals(entityTag));
    }

    private static Optional<ByteRange> part(PublishedFile file, HttpServletRequest request) {
        String range = request.getHeader("Range");
        String condition = request.getHeader("If-Range");
        boolean asked = range != null && request.getMethod().equals("GET");
        // a date never matches, because files have none
        if (!asked || (condition != null && !condition.equals(FileHeaders.entityTag(file)))) {
            return Optional.empty();
        }
        return ByteRange.of(range, file.bytes());
    }

    private static void write(FileArchive archive, PublishedFile file, ByteRange range, HttpServletResponse response)
            throws IOException {
        try (RandomAccessFile contents = archive.open(file)) {
            contents.seek(range.from());
            OutputStream out = response.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (long left = range.length(); left > 0; ) {
                int length = (int) Math.min(left, piece.length);
                contents.readFully(piece, 0, length);
                out.write(piece, 0, length);
                left -= length;
            }
        } catch (NoSuchFileException removed) {
            Rejected unknown = unknown();
            unknown.initCause(removed);
            throw unknown;
        }
    }
}
