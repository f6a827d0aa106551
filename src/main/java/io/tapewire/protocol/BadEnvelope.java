package io.tapewire.protocol;

import jakarta.json.JsonValue;

/** A message that cannot be accepted, with the code and text of the {@code error} that answers it. */
public final class BadEnvelope extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient JsonValue id;

    public BadEnvelope(String code, String message, JsonValue id) {
        super(message);
        this.code = code;
        this.id = id;
    }

    /** The code for programs, for instance {@code bad_json}. */
    public String code() {
        return code;
    }

    /** The message's {@code id}, or {@code null} if there is none or it cannot be read. */
    public JsonValue id() {
        return id;
    }
}
