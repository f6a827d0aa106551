package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.protocol.Providers;
import io.tapewire.shared.Codec;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What is known of a ticket. Immutable.
 *
 * @param caller whose it is
 * @param origin of the page that has asked for it, or {@code null}
 * @param session the browser's session that has asked for it, or {@code null} if a token has
 * @param ends from then on it is void
 */
record IssuedTicket(Caller caller, String origin, BrowserSession session, Instant ends) {
    static final Codec<IssuedTicket> CODEC = new Codec<>() {
        @Override
        public String write(IssuedTicket ticket) {
            return ticket.json().toString();
        }

        @Override
        public IssuedTicket read(String text) {
            return of(CallerJson.parse(text));
        }
    };

    private JsonObject json() {
        JsonObjectBuilder json = Providers.JSON
                .createObjectBuilder()
                .add("caller", CallerJson.describe(caller))
                .add("ends", ends.toString());
        CallerJson.add(json, "origin", origin);
        if (session != null) {
            json.add("sessionKind", session.kind().name()).add("session", session.text());
        }
        return json.build();
    }

    private static IssuedTicket of(JsonObject json) {
        try {
            String kind = json.getString("sessionKind", null);
            return new IssuedTicket(
                    CallerJson.of(json.getJsonObject("caller")),
                    json.getString("origin", null),
                    kind == null
                            ? null
                            : new BrowserSession(BrowserSession.Kind.valueOf(kind), json.getString("session")),
                    Instant.parse(json.getString("ends")));
        } catch (ClassCastException | NullPointerException | DateTimeException otherVersion) {
            throw new IllegalArgumentException(otherVersion);
        }
    }
}
