package io.tapewire.protocol;

/**
 * How deep JSON may be nested. It is looked at before the text is parsed, because parsers use the stack for it. Any
 * thread.
 */
public final class Depth {
    /** As deep as messages may be where nothing else is set. */
    public static final Depth STANDARD = new Depth(32, () -> {});

    private final int most;
    private final Runnable refused;

    /** @param refused called each time a text is too deep */
    public Depth(int most, Runnable refused) {
        this.most = most;
        this.refused = refused;
    }

    /**
     * Requires that a text is not nested too deep. It need not be JSON.
     *
     * @throws BadEnvelope if it is
     */
    public void require(String text) {
        if (isTooDeep(text)) {
            refused.run();
            throw new BadEnvelope("too_deep", "JSON may be nested at most " + most + " deep", null);
        }
    }

    /** Whether a text is nested too deep; nobody is told. */
    public boolean isTooDeep(String text) {
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
                if (++depth > most) {
                    return true;
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return false;
    }
}
