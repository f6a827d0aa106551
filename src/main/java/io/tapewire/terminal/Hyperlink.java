package io.tapewire.terminal;

/** Where OSC 8 leads. Links with the same identifier and address are one link; without an identifier it is empty. */
record Hyperlink(String id, String uri) {
    private static final String ID = "id=";

    /** Reads OSC 8's parameters, {@code key=value} separated by colons. */
    static Hyperlink of(String parameters, String uri) {
        for (String parameter : parameters.split(":", -1)) {
            if (parameter.startsWith(ID)) {
                return new Hyperlink(parameter.substring(ID.length()), uri);
            }
        }
        return new Hyperlink("", uri);
    }

    String toSequence() {
        return "\u001b]8;" + (id.isEmpty() ? "" : ID + id) + ";" + uri + "\u0007";
    }
}
