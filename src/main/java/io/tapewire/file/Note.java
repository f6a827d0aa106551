package io.tapewire.file;

import io.tapewire.protocol.Providers;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;

/**
 * What stands beside a file's contents on the disk.
 *
 * @param description the length is negative as long as it is not known
 * @param millis when it was begun, or published
 * @param sha256 of the contents, or {@code null} if they are not whole
 * @param announced whether the channel's log says that it is published; until then it counts as unfinished
 */
record Note(FileDescription description, long millis, String sha256, boolean announced) {
    String write() {
        JsonObjectBuilder json = Providers.JSON
                .createObjectBuilder()
                .add("channel", description.channel())
                .add("name", description.name())
                .add("length", description.length())
                .add("millis", millis)
                .add("announced", announced);
        if (description.mediaType() != null) {
            json.add("mediaType", description.mediaType());
        }
        if (sha256 != null) {
            json.add("sha256", sha256);
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
                    json.getBoolean("announced"));
        } catch (JsonException | ClassCastException | NullPointerException | ArithmeticException bad) {
            throw new IOException("the note of a published file cannot be read", bad);
        }
    }
}
