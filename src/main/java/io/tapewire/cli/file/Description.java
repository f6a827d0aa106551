package io.tapewire.cli.file;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * How a file is published. Immutable.
 *
 * @param channel the channel's name
 * @param name the file's name for people
 * @param mediaType may be {@code null}
 */
public record Description(String channel, String name, String mediaType) {
    private static final String PLAIN = "-_.~";

    /** The resource that takes it, below the channel's address. */
    String resource() {
        StringBuilder encoded = new StringBuilder("files/");
        for (byte octet : name.getBytes(UTF_8)) {
            char character = (char) (octet & 0xFF);
            boolean plain = character < 0x80 && (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : "%%%02X".formatted((int) character));
        }
        return encoded.toString();
    }
}
