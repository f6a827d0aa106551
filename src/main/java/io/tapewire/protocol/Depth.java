package io.tapewire.protocol;

/** How deep JSON is nested. It is looked at before the text is parsed, because parsers use the stack for it. */
public final class Depth {
    /** The deepest that a message may have. */
    public static final int MOST = 32;

    private Depth() {}

    /** Whether objects and arrays are nested deeper than that. The text need not be JSON. */
    public static boolean isTooDeep(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                if (++depth > MOST) {
                    return true;
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return false;
    }
}
