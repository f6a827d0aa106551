package io.tapewire.terminal;

/** Operating system commands: colours and hyperlinks. */
final class Commands {
    static final int INDEXED_COLOURS = 4;
    static final int HYPERLINK = 8;
    static final int FOREGROUND = 10;
    static final int BACKGROUND = 11;
    static final int CURSOR = 12;

    /** The number of the command that restores colours is this much greater than that of the one that sets them. */
    private static final int RESTORING = 100;

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
        int begin = 0;
        int semicolon = payload.indexOf(';');
        while (semicolon >= 0) {
            int end = partEnd(payload, semicolon + 1);
            int index = index(payload, begin, semicolon);
            if (index < Palette.INDEXED) {
                set(index, ColourSpec.parse(payload, semicolon + 1, end), palette);
            }
            begin = end + 1;
            semicolon = payload.indexOf(';', begin);
        }
    }

    /** The colours after the first one are those of the next commands. */
    private static void setDefaults(int command, String payload, Palette palette) {
        int begin = 0;
        for (int slot = command - FOREGROUND; slot < Palette.DEFAULTS && begin <= payload.length(); slot++) {
            int end = partEnd(payload, begin);
            set(Palette.INDEXED + slot, ColourSpec.parse(payload, begin, end), palette);
            begin = end + 1;
        }
    }

    private static void set(int slot, int colour, Palette palette) {
        if (colour != ColourSpec.NONE) {
            palette.set(slot, colour);
        }
    }

    private static void restoreIndexed(String payload, Palette palette) {
        if (payload.isEmpty()) {
            palette.restoreIndexed();
            return;
        }
        int begin = 0;
        while (begin <= payload.length()) {
            int end = partEnd(payload, begin);
            int index = index(payload, begin, end);
            if (index < Palette.INDEXED) {
                palette.restore(index);
            }
            begin = end + 1;
        }
    }

    /** Returns where the part that begins here ends: at a semicolon or at the end of the payload. */
    private static int partEnd(String payload, int begin) {
        int semicolon = payload.indexOf(';', begin);
        return semicolon < 0 ? payload.length() : semicolon;
    }

    /** Returns the index, or {@link Palette#INDEXED} if there is no colour of that index. */
    private static int index(String payload, int from, int to) {
        int index = from < to ? 0 : Palette.INDEXED;
        for (int i = from; i < to; i++) {
            int digit = payload.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Palette.INDEXED;
            }
            index = Math.min(index * 10 + digit, Palette.INDEXED);
        }
        return index;
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
