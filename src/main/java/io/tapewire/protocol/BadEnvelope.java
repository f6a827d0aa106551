package io.tapewire.protocol;

import jakarta.json.JsonValue;

/** A message that can't be taken, in the words of the {@code error} that answers it. */
public final class BadEnvelope extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient JsonValue id;

    public BadEnvelope(String code, String message, JsonValue id) {
        super(message);
        this.code = code;
        this.id = id;
    }

    /** A word for programs, for instance {@code bad_json}. */
    public String code() {
        return code;
    }

    /** What the message called itself, where that could be read, else {@code null}. */
    public JsonValue id() {
        return id;
    }
}
