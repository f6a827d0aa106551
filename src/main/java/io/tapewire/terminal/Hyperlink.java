package io.tapewire.terminal;

/** The target of OSC 8. Links with the same identifier and address are one link. A missing identifier is empty. */
record Hyperlink(String id, String uri) {
    private static final String ID = "id=";

    /** Reads OSC 8's parameters, {@code key=value} separated by colons. */
    static Hyperlink of(String parameters, String uri) {
        int begin = 0;
        while (!parameters.startsWith(ID, begin)) {
            int colon = parameters.indexOf(':', begin);
            if (colon < 0) {
                return new Hyperlink("", uri);
            }
            begin = colon + 1;
        }
        int colon = parameters.indexOf(':', begin);
        return new Hyperlink(parameters.substring(begin + ID.length(), colon < 0 ? parameters.length() : colon), uri);
    }

    String toSequence() {
        return "\u001b]8;" + (id.isEmpty() ? "" : ID + id) + ";" + uri + "\u0007";
    }
}
