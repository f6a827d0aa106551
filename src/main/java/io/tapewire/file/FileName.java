package io.tapewire.file;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The rule for names of files: one segment of a path, 1 to 255 bytes of UTF-8, without characters that mislead a reader or a
 * file system. It is only shown: on the disk a file has its id for a name.
 */
public final class FileName {
    private static final int MOST_BYTES = 255;
    /** They make a name look like another one, for instance {@code exe.png} like {@code gnp.exe}. */
    private static final String DIRECTIONS = "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    private FileName() {}

    /**
     * Returns the name itself.
     *
     * @throws IllegalArgumentException if it is not a file's name; the message says why
     */
    public static String require(String name) {
        int bytes = name.getBytes(UTF_8).length;
        if (bytes == 0 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("a file's name has 1 to " + MOST_BYTES + " bytes");
        }
        if (name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("a file's name is not \".\" or \"..\"");
        }
        if (!name.codePoints().allMatch(FileName::isAllowed)) {
            throw new IllegalArgumentException(
                    "a file's name is UTF-8 without /, \\, control characters, line separators"
                            + " and characters that change the direction of writing");
        }
        return name;
    }

    private static boolean isAllowed(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            // U+FFFD stands for bytes that were no UTF-8
            default ->
                character != '/' && character != '\\' && character != 0xFFFD && DIRECTIONS.indexOf(character) < 0;
        };
    }
}
