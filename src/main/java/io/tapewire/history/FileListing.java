package io.tapewire.history;

import io.tapewire.file.FileArchive;
import io.tapewire.file.PublishedFile;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Parameters;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Timestamps;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Answers which published files a channel still has. */
final class FileListing {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private FileListing() {}

    /**
     * The latest files, newest first.
     *
     * @param files empty if the server keeps none
     */
    static void send(
            Optional<FileArchive> files, String channel, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        int limit =
                (int) Parameters.of(request, "limit").number("limit", 1, MOST).orElse(USUAL);
        JsonArrayBuilder list = Providers.JSON.createArrayBuilder();
        files.ifPresent(archive -> archive.list(channel, limit).forEach(file -> list.add(describe(file))));
        JsonAnswer.send(response, Providers.JSON.createObjectBuilder().add("files", list));
    }

    private static JsonObjectBuilder describe(PublishedFile file) {
        JsonObjectBuilder json = Providers.JSON
                .createObjectBuilder()
                .add("file", file.id())
                .add("name", file.name())
                .add("bytes", file.bytes())
                .add("sha256", file.sha256());
        if (file.mediaType() != null) {
            json.add("mediaType", file.mediaType());
        }
        if (file.offset() > 0) {
            json.add("offset", file.offset());
        }
        return json.add("timestamp", Timestamps.write(file.millis()));
    }
}
