package io.tapewire.access;

/** What somebody may do with a channel. */
public enum Permission {
    /** Watching it and everything else that is read. */
    SUBSCRIBE("watch"),
    /** Everything that is written. */
    PUBLISH("publish to"),
    /** Deleting it. */
    MANAGE("manage");

    private final String verb;

    Permission(String verb) {
        this.verb = verb;
    }

    /** What it allows, as the verb of a sentence that goes on with the channel. */
    String verb() {
        return verb;
    }
}
