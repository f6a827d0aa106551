package io.tapewire.terminal;

/** Operating system commands: colours and hyperlinks. */
final class Commands {
    static final int INDEXED_COLOURS = 4;
    static final int HYPERLINK = 8;
    static final int FOREGROUND = 10;
    static final int BACKGROUND = 11;
    static final int CURSOR = 12;

    /** What this far above the number of a command that sets colours restores them. */
    private static final int RESTORING = 100;

    private static final int MOST_INDEX_DIGITS = 9;

    private Commands() {}

    /** Whether the command changes the state. */
    static boolean matter(int command) {
        return switch (command) {
            case INDEXED_COLOURS,
                    HYPERLINK,
                    FOREGROUND,
                    BACKGROUND,
                    CURSOR,
                    RESTORING + INDEXED_COLOURS,
                    RESTORING + FOREGROUND,
                    RESTORING + BACKGROUND,
                    RESTORING + CURSOR -> true;
            default -> false;
        };
    }

    static void apply(int command, String payload, TerminalState state) {
        Palette palette = state.palette();
        switch (command) {
            case INDEXED_COLOURS -> setIndexed(payload, palette);
            case HYPERLINK -> link(payload, state.rendition());
            case FOREGROUND, BACKGROUND, CURSOR -> setDefaults(command, payload, palette);
            case RESTORING + INDEXED_COLOURS -> restoreIndexed(payload, palette);
            case RESTORING + FOREGROUND, RESTORING + BACKGROUND, RESTORING + CURSOR ->
                palette.restore(Palette.INDEXED + command - RESTORING - FOREGROUND);
            default -> {}
        }
    }

    private static void setIndexed(String payload, Palette palette) {
        String[] parts = payload.split(";", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            int index = index(parts[i]);
            int colour = ColourSpec.parse(parts[i + 1]);
            if (index < Palette.INDEXED && colour != ColourSpec.NONE) {
                palette.set(index, colour);
            }
        }
    }

    /** Several colours are those of this command and of the next ones. */
    private static void setDefaults(int command, String payload, Palette palette) {
        String[] parts = payload.split(";", -1);
        int first = command - FOREGROUND;
        for (int i = 0; i < parts.length && first + i < Palette.DEFAULTS; i++) {
            int colour = ColourSpec.parse(parts[i]);
            if (colour != ColourSpec.NONE) {
                palette.set(Palette.INDEXED + first + i, colour);
            }
        }
    }

    private static void restoreIndexed(String payload, Palette palette) {
        if (payload.isEmpty()) {
            palette.restoreIndexed();
            return;
        }
        for (String part : payload.split(";", -1)) {
            int index = index(part);
            if (index < Palette.INDEXED) {
                palette.restore(index);
            }
        }
    }

    /** Returns the index, or a greater number than any index. */
    private static int index(String text) {
        if (text.isEmpty() || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return Integer.MAX_VALUE;
        }
        String digits = text.replaceFirst("^0+", "");
        return digits.length() > MOST_INDEX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt("0" + digits);
    }

    private static void link(String payload, Rendition rendition) {
        int semicolon = payload.indexOf(';');
        if (semicolon < 0) {
            return;
        }
        String parameters = payload.substring(0, semicolon).strip();
        String uri = payload.substring(semicolon + 1);
        if (!uri.isEmpty()) {
            rendition.link(Hyperlink.of(parameters, uri));
        } else if (parameters.isEmpty()) {
            rendition.link(null);
        }
    }
}
