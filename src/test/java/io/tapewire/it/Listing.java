package io.tapewire.it;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What {@code GET /channels} says. */
final class Listing {
    private Listing() {}

    static List<JsonObject> all(Producer producer) {
        return Producer.json(producer.get("channels")).getJsonArray("channels").getValuesAs(JsonObject.class);
    }

    static Optional<JsonObject> find(Producer producer, String channel) {
        return all(producer).stream()
                .filter(listed -> channel.equals(listed.getString("name")))
                .findFirst();
    }

    static JsonObject of(Producer producer, String channel) {
        return find(producer, channel).orElseThrow(() -> new AssertionError(channel + " is not listed"));
    }
}
