package io.tapewire.file;

import io.tapewire.protocol.Providers;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;

/**
 * What stands beside a file's contents on the disk, or is shared by all servers.
 *
 * @param description the length is negative as long as it is not known
 * @param millis when it was begun, or published
 * @param sha256 of the contents, or {@code null} if they are not whole
 * @param announced whether the channel's log says that it is published; until then it counts as unfinished
 * @param offset of the record that says so, or 0 if it is not known
 * @param contents what they are called on the disk, or {@code null} if by the file's id
 */
record Note(FileDescription description, long millis, String sha256, boolean announced, long offset, String contents) {
    /** Of a file that is not whole. */
    Note(FileDescription description, long millis) {
        this(description, millis, null, false, 0, null);
    }

    /** Of a file that is whole. */
    Note(PublishedFile file, boolean announced) {
        this(
                file.description(),
                file.millis(),
                file.sha256(),
                announced,
                file.offset(),
                file.contents().equals(file.id()) ? null : file.contents());
    }

    /** The file with this id that it is a note of. */
    PublishedFile file(String id) {
        return new PublishedFile(id, description, sha256, millis, offset, contents == null ? id : contents);
    }

    String write() {
        JsonObjectBuilder json = Providers.JSON
                .createObjectBuilder()
                .add("channel", description.channel())
                .add("name", description.name())
                .add("length", description.length())
                .add("millis", millis)
                .add("announced", announced)
                .add("offset", offset);
        if (description.mediaType() != null) {
            json.add("mediaType", description.mediaType());
        }
        if (sha256 != null) {
            json.add("sha256", sha256);
        }
        if (contents != null) {
            json.add("contents", contents);
        }
        return json.build().toString();
    }

    /** @throws IOException if it is no such text */
    static Note read(String text) throws IOException {
        try (var reader = Providers.JSON.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            FileDescription description = new FileDescription(
                    json.getString("channel"),
                    json.getString("name"),
                    json.getString("mediaType", null),
                    json.getJsonNumber("length").longValueExact());
            return new Note(
                    description,
                    json.getJsonNumber("millis").longValueExact(),
                    json.getString("sha256", null),
                    json.getBoolean("announced"),
                    json.containsKey("offset") ? json.getJsonNumber("offset").longValueExact() : 0,
                    json.getString("contents", null));
        } catch (JsonException | ClassCastException | NullPointerException | ArithmeticException bad) {
            throw new IOException("the note of a published file cannot be read", bad);
        }
    }
}
