package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.access.Grants;
import io.tapewire.access.Permission;
import io.tapewire.channel.ChannelPattern;
import io.tapewire.protocol.Providers;
import io.tapewire.shared.Codec;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Callers as JSON, for other servers. */
final class CallerJson {
    static final Codec<Caller> CODEC = new Codec<>() {
        @Override
        public String write(Caller caller) {
            return describe(caller).build().toString();
        }

        @Override
        public Caller read(String text) {
            return of(parse(text));
        }
    };

    private CallerJson() {}

    static JsonObjectBuilder describe(Caller caller) {
        JsonObjectBuilder json = Providers.JSON
                .createObjectBuilder()
                .add("kind", caller.kind().name())
                .add("roles", list(caller.roles()));
        for (Permission each : Permission.values()) {
            json.add(nameOf(each), list(caller.grants().of(each)));
        }
        add(json, "name", caller.name());
        add(json, "shownName", caller.shownName());
        add(json, "tokenId", caller.tokenId());
        add(json, "session", caller.session());
        add(json, "expires", caller.expires());
        return json;
    }

    private static String nameOf(Permission permission) {
        return permission.name().toLowerCase(Locale.ROOT);
    }

    static void add(JsonObjectBuilder json, String name, Object valueOrNull) {
        if (valueOrNull != null) {
            json.add(name, valueOrNull.toString());
        }
    }

    private static JsonArrayBuilder list(Collection<?> things) {
        JsonArrayBuilder list = Providers.JSON.createArrayBuilder();
        things.forEach(each -> list.add(each.toString()));
        return list;
    }

    /** @throws IllegalArgumentException if it is none */
    static JsonObject parse(String text) {
        try (JsonReader reader = Providers.JSON.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (JsonException otherVersion) {
            throw new IllegalArgumentException(otherVersion);
        }
    }

    /** @throws IllegalArgumentException if it was written by another version */
    static Caller of(JsonObject json) {
        try {
            String expires = json.getString("expires", null);
            return new Caller(
                    Caller.Kind.valueOf(json.getString("kind")),
                    json.getString("name", null),
                    json.getString("shownName", null),
                    json.getString("tokenId", null),
                    json.getString("session", null),
                    expires == null ? null : Instant.parse(expires),
                    new Grants(
                            patterns(json, Permission.SUBSCRIBE),
                            patterns(json, Permission.PUBLISH),
                            patterns(json, Permission.MANAGE)),
                    new HashSet<>(texts(json.getJsonArray("roles"))));
        } catch (ClassCastException | NullPointerException | DateTimeException otherVersion) {
            throw new IllegalArgumentException(otherVersion);
        }
    }

    private static List<ChannelPattern> patterns(JsonObject json, Permission permission) {
        return texts(json.getJsonArray(nameOf(permission))).stream()
                .map(ChannelPattern::of)
                .toList();
    }

    private static List<String> texts(JsonArray array) {
        return array.getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }
}
