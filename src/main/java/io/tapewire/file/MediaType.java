package io.tapewire.file;

import java.util.Locale;
import java.util.regex.Pattern;

/** The media type of a file, as its producer says it. It proves nothing about the contents. */
public final class MediaType {
    private static final int MOST_CHARACTERS = 127;
    private static final String NAME = "[a-z0-9][a-z0-9!#$&^_.+-]*";
    private static final Pattern SHAPE = Pattern.compile(NAME + "/" + NAME);

    private MediaType() {}

    /**
     * The type and subtype of a {@code Content-Type} in lower case, without parameters; {@code null} if it is not well-formed,
     * longer than 127 characters, or {@code null} itself.
     */
    public static String of(String contentType) {
        if (contentType == null) {
            return null;
        }
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.length() <= MOST_CHARACTERS && SHAPE.matcher(type).matches() ? type : null;
    }
}
