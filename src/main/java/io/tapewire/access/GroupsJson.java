package io.tapewire.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.channel.ChannelPattern;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what groups are granted: {@code { "ops": { "subscribe": ["**"], "publish": [ … ], "manage": [ … ] }, … }}, or the
 * file that has it. A mistake in it is an error, because what it leaves out would be noticed by nobody.
 */
final class GroupsJson {
    private static final String KEY = "tapewire.groups";
    private static final Set<String> LISTS = Set.of("subscribe", "publish", "manage");

    private GroupsJson() {}

    /** @throws IllegalArgumentException if it has another shape; the message names the group and the list */
    static Map<String, Grants> read(String setting) {
        String text = setting.strip();
        if (text.isEmpty()) {
            return Map.of();
        }
        Map<String, Grants> all = new HashMap<>();
        parse(text.startsWith("{") ? text : contents(text))
                .forEach((group, lists) -> all.put(group, grants(group, lists)));
        return all;
    }

    private static String contents(String file) {
        try {
            return Files.readString(Path.of(file), UTF_8);
        } catch (IOException | RuntimeException unreadable) {
            throw bad("it is neither JSON nor a file that can be read", unreadable);
        }
    }

    private static JsonObject parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (RuntimeException notJson) {
            throw bad("it takes a JSON object with a member for each group", notJson);
        }
    }

    private static Grants grants(String group, JsonValue value) {
        if (!(value instanceof JsonObject lists) || !LISTS.containsAll(lists.keySet())) {
            throw bad("the group \"" + group + "\" takes an object with the lists subscribe, publish and manage", null);
        }
        return new Grants(list(group, lists, "subscribe"), list(group, lists, "publish"), list(group, lists, "manage"));
    }

    private static List<ChannelPattern> list(String group, JsonObject lists, String name) {
        JsonValue value = lists.getOrDefault(name, JsonValue.EMPTY_JSON_ARRAY);
        try {
            return value.asJsonArray().getValuesAs(JsonString.class).stream()
                    .map(entry -> ChannelPattern.of(entry.getString()))
                    .toList();
        } catch (ClassCastException | IllegalArgumentException notAllowed) {
            throw bad(
                    "\"%s\" of the group \"%s\" takes a list of names and patterns of channels".formatted(name, group),
                    notAllowed);
        }
    }

    private static IllegalArgumentException bad(String why, Exception cause) {
        return new IllegalArgumentException(KEY + " is not allowed: " + why, cause);
    }
}
