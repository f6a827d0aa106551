package io.tapewire.terminal;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;

/** Compares real terminals of xterm.js. */
final class Viewers implements AutoCloseable {
    private final NodeScript script = new NodeScript("test/compare.js");

    /** Returns what differs, empty if nothing does. {@code compare.js} describes a trial. */
    String difference(JsonObject trial) {
        return ((JsonString) script.ask(trial)).getString();
    }

    @Override
    public void close() {
        script.close();
    }
}
