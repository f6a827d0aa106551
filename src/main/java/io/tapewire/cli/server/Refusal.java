package io.tapewire.cli.server;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.util.Optional;
import java.util.OptionalLong;

/** The server has answered, but not with success. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MOST_SHOWN = 200;

    private final int status;
    private final String code;
    private final long received;

    private Refusal(int status, String code, String message, long received) {
        super(message);
        this.status = status;
        this.code = code;
        this.received = received;
    }

    static Refusal of(int status, String body) {
        JsonObject json = parse(body).orElseGet(JsonObject::new);
        JsonObject error = json.getObject("error", new JsonObject());
        String said = error.getString("message", shorten(body));
        return new Refusal(
                status,
                error.getString("code", ""),
                status + (said.isEmpty() ? "" : " " + said),
                json.getLong("received", -1));
    }

    private static Optional<JsonObject> parse(String body) {
        try {
            return Optional.of(JsonParser.object().from(body));
        } catch (JsonParserException noJson) {
            // a proxy's page, or a server without Tapewire
            return Optional.empty();
        }
    }

    private static String shorten(String body) {
        String line = body.strip().lines().findFirst().orElse("");
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }

    /** The error's code as in the protocol, for instance {@code replaced}; empty if it is no answer of Tapewire's. */
    public String code() {
        return code;
    }

    /** Bytes of the run that the server has, where it says so. */
    public OptionalLong received() {
        return received < 0 ? OptionalLong.empty() : OptionalLong.of(received);
    }

    /**
     * Whether the same request may be accepted later. A server that starts answers 404 or 503 until it has deployed
     * Tapewire.
     */
    public boolean isTemporary() {
        return status >= 500 || status == 408 || status == 429 || (status == 404 && code.isEmpty());
    }
}
